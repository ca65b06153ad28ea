using System.Collections.Immutable;

namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>Who asks, as authorization sees it (external-api.md 7).</summary>
internal sealed record Caller(string User, string SessionId, string Service, ImmutableArray<string> Roles, bool IsAdmin);
