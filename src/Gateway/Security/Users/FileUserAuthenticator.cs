using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security.Passwords;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security.Users;

/// <summary>The users of <c>Auth:UsersFile</c>. Who leaves the file, is disabled or gets another password there ends (4501).</summary>
internal sealed class FileUserAuthenticator(IOptionsMonitor<CredentialFiles> files, PasswordCheck passwords) : IAuthenticator
{
    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt is not { User: { } name, Token: null } || !files.CurrentValue.Users.TryGetValue(name, out var user))
        {
            return AuthResult.NotMine;
        }

        var hash = user.IsEnabled ? user.PasswordHash : null;
        return await passwords.Verify(attempt, $"file {name}\0{hash}", hash, cancellationToken) switch
        {
            PasswordVerdict.Right => new AuthResult.Accepted(name) { Roles = user.Roles, Credential = new Credential(files, user) },
            PasswordVerdict.Overloaded => AuthResult.Overloaded,
            _ => AuthResult.Unauthorized,
        };
    }

    private sealed record Credential(IOptionsMonitor<CredentialFiles> Files, FileUser User) : ICredential
    {
        public bool IsOver => !Files.CurrentValue.Users.TryGetValue(User.Username, out var now)
            || !now.IsEnabled
            || now.PasswordHash != User.PasswordHash;
    }
}
