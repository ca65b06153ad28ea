using System.Collections.Immutable;

namespace EventPlatform.Gateway.Security;

/// <summary>Who asks.</summary>
/// <param name="User">User name.</param>
/// <param name="SessionId">The session; null for a call without one (<c>/rpc</c>), for which <c>{session}</c> matches nothing.</param>
/// <param name="Service">The session's service.</param>
/// <param name="Roles">From the account or the token.</param>
/// <param name="IsAdmin">May do everything.</param>
internal sealed record Caller(string User, string? SessionId, string Service, ImmutableHashSet<string> Roles, bool IsAdmin);
