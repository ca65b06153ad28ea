using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>
/// JSON Web Tokens. Who has an account or stands in the users file too must not be disabled there, and has the roles of both; with the
/// account, or disabled in the file, the session ends.
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
        var fileUser = files.CurrentValue.Users.GetValueOrDefault(claims.User);
        if ((attempt.User is { } user && user != claims.User) || account is { Enabled: false } || fileUser is { IsEnabled: false })
        {
            return AuthResult.Unauthorized;
        }

        return new AuthResult.Accepted(claims.User)
        {
            Roles = claims.Roles.Union(account?.Roles ?? []).Union(fileUser?.Roles ?? []),
            IsAdmin = claims.User == auth.CurrentValue.Admin.User,
            AccountId = account?.Id,
            KeyVersion = account?.KeyVersion ?? 0,
            EndsAt = claims.EndsAt,
            Credential = new TokenCredential(
                files,
                claims,
                account is null ? null : new AccountCredential(accounts, account.Id, account.KeyVersion)),
        };
    }

    /// <summary>A token whose key is taken away ends before its time, and with its user's account.</summary>
    private sealed record TokenCredential(IOptionsMonitor<CredentialFiles> Files, TokenClaims Claims, AccountCredential? Account)
        : ICredential
    {
        public bool IsOver => Files.CurrentValue is var files
            && (files.Tokens?.Has(Claims.Key) != true
                || files.Users.GetValueOrDefault(Claims.User) is { IsEnabled: false }
                || Account?.IsOver == true);
    }
}
