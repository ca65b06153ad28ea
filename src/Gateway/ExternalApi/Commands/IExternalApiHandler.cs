using System.Collections.Immutable;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>Serves a class (external-api.md 8): registered in code, <c>core</c> like any other.</summary>
internal interface IExternalApiHandler
{
    string Class { get; }

    ImmutableArray<ApiCommand> Commands { get; }
}
