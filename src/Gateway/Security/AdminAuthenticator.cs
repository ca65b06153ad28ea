using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security.Passwords;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// The administrator, whose password is mandatory: the configured one, else the generated one, of which only the hash is stored. A token
/// for that name is left to who reads tokens.
/// </summary>
internal sealed class AdminAuthenticator(IOptionsMonitor<AuthOptions> auth, AdminSecret secret, PasswordCheck passwords) : IAuthenticator
{
    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        var admin = auth.CurrentValue.Admin;
        if (attempt.User != admin.User || attempt.Token is not null)
        {
            return AuthResult.NotMine;
        }

        if (attempt.Password is not { } password)
        {
            return AuthResult.Unauthorized;
        }

        if (admin.Password is { } configured && SecretText.AreEqual(configured, password))
        {
            return Accept(admin);
        }

        // A wrong one takes its time also where there is no hash: guessing is slow, and the name does not show.
        var hash = admin.Password is null ? secret.StoredHash : null;
        return await passwords.Verify(attempt, $"admin {hash}", hash, cancellationToken) switch
        {
            PasswordVerdict.Right => Accept(admin),
            PasswordVerdict.Overloaded => AuthResult.Overloaded,
            _ => AuthResult.Unauthorized,
        };
    }

    private AuthResult.Accepted Accept(AdminOptions admin) => new(admin.User)
    {
        IsAdmin = true,
        Credential = new Credentials(auth, admin.User, admin.Password),
    };

    /// <summary>End when the setting names another administrator or another password.</summary>
    private sealed record Credentials(IOptionsMonitor<AuthOptions> Auth, string User, string? Password) : ICredential
    {
        public bool IsOver => Auth.CurrentValue.Admin is var admin && (admin.User != User || admin.Password != Password);

        public override string ToString() => User;
    }
}
