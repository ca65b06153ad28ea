using System.Collections.Immutable;
using EventPlatform.Gateway.Security.Tokens;
using EventPlatform.Gateway.Security.Users;

namespace EventPlatform.Gateway.Configuration;

/// <summary>What the files that <c>Auth</c> names hold, read with the settings and as strictly.</summary>
/// <param name="Users">Users of <c>Auth:UsersFile</c> by name.</param>
/// <param name="Tokens">Keys of <c>Auth:Jwt</c>; null: tokens are not taken.</param>
internal sealed record CredentialFiles(ImmutableDictionary<string, FileUser> Users, TokenKeys? Tokens)
{
    /// <exception cref="ConfigurationException">A file cannot be used.</exception>
    public static CredentialFiles Read(AuthOptions options) => new(UsersFile.Read(options), TokenKeys.Read(options.Jwt));
}
