using System.Collections.Immutable;

namespace EventPlatform.Gateway.Security.Users;

/// <summary>A user of <c>Auth:UsersFile</c>.</summary>
internal sealed record FileUser(string Username, string? PasswordHash, bool IsEnabled, ImmutableHashSet<string> Roles)
{
    /// <summary>Without the hash.</summary>
    public override string ToString() => Username;
}
