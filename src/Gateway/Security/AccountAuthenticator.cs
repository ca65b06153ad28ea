using System.Globalization;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Security;

/// <summary>
/// The accounts. A name that this gateway has no account for costs no call: names that clients make up reach no grain and are kept nowhere.
/// </summary>
internal sealed class AccountAuthenticator(IAccounts accounts, PasswordCheck passwords) : IAuthenticator
{
    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt is not { User: { } user, Token: null } || accounts.Find(user) is not { } known)
        {
            return AuthResult.NotMine;
        }

        if (attempt.Password is null)
        {
            // As fast as for a name that nobody has.
            return AuthResult.Unauthorized;
        }

        if (known.Enabled && passwords.IsRemembered(attempt, CredentialOf(known)))
        {
            return Accept(known);
        }

        var found = await accounts.FindSecret(user, cancellationToken);
        if (found.Failure is { } failure)
        {
            return AuthResult.Of(failure);
        }

        // The grain knows best; what this gateway knows may be a moment old.
        var secret = found.IsOk && found.Value.Account.Enabled ? found.Value : null;
        var credential = secret is null ? "" : CredentialOf(secret.Account);
        return await passwords.Verify(attempt, credential, secret?.PasswordHash, cancellationToken) switch
        {
            PasswordVerdict.Right => Accept(secret!.Account),
            PasswordVerdict.Overloaded => AuthResult.Overloaded,
            _ => AuthResult.Unauthorized,
        };
    }

    private AuthResult.Accepted Accept(Account account) => new(account.Username)
    {
        Roles = [.. account.Roles],
        AccountId = account.Id,
        Credential = new AccountCredential(accounts, account.Id, account.KeyVersion),
    };

    /// <summary>Another one with each change of the password: versions of keys are never used twice.</summary>
    private static string CredentialOf(Account account) =>
        string.Create(CultureInfo.InvariantCulture, $"account {account.Id:D} {account.KeyVersion}");
}
