using EventPlatform.Contracts.Accounts;
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
    private TokenKeys? Keys => files.CurrentValue.Tokens;

    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (attempt.Token is not { } token
            || Keys is not { } keys
            || await TokenReader.Read(token, keys, time.GetUtcNow()) is not { } claims)
        {
            return AuthResult.NotMine;
        }

        if ((attempt.User is { } user && user != claims.User) || IsDisabled(claims))
        {
            return AuthResult.Unauthorized;
        }

        var account = accounts.Find(claims.User);
        var fileUser = files.CurrentValue.Users.GetValueOrDefault(claims.User);

        return new AuthResult.Accepted(claims.User)
        {
            Roles = claims.Roles.Union(account?.Roles ?? []).Union(fileUser?.Roles ?? []),
            IsAdmin = IsAdmin(claims),
            AccountId = account?.Id,
            EndsAt = claims.EndsAt,
            Credential = new TokenCredential(this, claims, account),
        };
    }

    private bool IsOver(Account account) => accounts.IsOver(account.Id, account.KeyVersion);

    private bool IsAdmin(TokenClaims claims) => claims.User == auth.CurrentValue.Admin.User;

    private bool IsDisabled(TokenClaims claims) =>
        accounts.Find(claims.User) is { Enabled: false } || files.CurrentValue.Users.GetValueOrDefault(claims.User) is { IsEnabled: false };

    /// <summary>
    /// A token ends before its time when its key is taken away, when its user's account ends or is disabled, and, if it made an
    /// administrator, when somebody else becomes that.
    /// </summary>
    private sealed class TokenCredential(TokenAuthenticator tokens, TokenClaims claims, Account? account) : ICredential
    {
        private readonly bool _isAdmin = tokens.IsAdmin(claims);

        public bool IsOver => tokens.Keys?.Has(claims.Key) != true
            || tokens.IsDisabled(claims)
            || (account is not null && tokens.IsOver(account))
            || (_isAdmin && !tokens.IsAdmin(claims));
    }
}
