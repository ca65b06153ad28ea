using System.Collections.Immutable;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>A class that is built in, and its commands.</summary>
internal sealed record CommandClass(string Name, ImmutableArray<ApiCommand> Commands);
