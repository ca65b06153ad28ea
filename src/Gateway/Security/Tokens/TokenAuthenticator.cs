using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>
/// JSON Web Tokens. Who has an account too must not be disabled there, has its roles besides those of the token, and ends with it.
/// </summary>
internal sealed class TokenAuthenticator(
    IOptionsMonitor<CredentialFiles> files, IOptionsMonitor<AuthOptions> auth, IAccounts accounts, TimeProvider time) : IAuthenticator
{
    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (attempt.Token is not { } token
            || files.CurrentValue.Tokens is not { } keys
            || await TokenReader.Read(token, keys, time.GetUtcNow()) is not { } claims)
        {
            return AuthResult.NotMine;
        }

        var account = accounts.Find(claims.User);
        if ((attempt.User is { } user && user != claims.User) || account is { Enabled: false })
        {
            return AuthResult.Unauthorized;
        }

        return new AuthResult.Accepted(claims.User)
        {
            Roles = account is null ? claims.Roles : claims.Roles.Union(account.Roles),
            IsAdmin = claims.User == auth.CurrentValue.Admin.User,
            AccountId = account?.Id,
            KeyVersion = account?.KeyVersion ?? 0,
            EndsAt = claims.EndsAt,
            Credential = new TokenCredential(
                files, claims.Key, account is null ? null : new AccountCredential(accounts, account.Id, account.KeyVersion)),
        };
    }

    /// <summary>A token whose key is taken away ends before its time, and with its user's account.</summary>
    private sealed record TokenCredential(IOptionsMonitor<CredentialFiles> Files, string Key, AccountCredential? Account) : ICredential
    {
        public bool IsOver => Files.CurrentValue.Tokens?.Has(Key) != true || Account?.IsOver == true;
    }
}
