using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Security;

/// <summary>All authenticators: the first that decides counts, a login that nobody knows is refused.</summary>
internal sealed class AuthenticatorChain(IEnumerable<IAuthenticator> authenticators, IAccounts accounts, PasswordCheck passwords)
{
    /// <summary>Longest user name in characters.</summary>
    public const int UserCharsMax = 255;

    private readonly IAuthenticator[] _authenticators = [.. authenticators];

    /// <returns>Accepted, with a user name that is allowed, or Refused.</returns>
    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var authenticator in _authenticators)
        {
            var result = await authenticator.Authenticate(attempt, cancellationToken)
                ?? throw new InvalidOperationException($"{authenticator.GetType()} said nothing.");
            if (result is not AuthResult.Passed)
            {
                return result is AuthResult.Accepted accepted ? Check(accepted) : result;
            }
        }

        // Who is unknown waits as long as who is known and wrong: an answer must not tell which names there are.
        return attempt.Token is null && await passwords.Verify(attempt, "", null, cancellationToken) == PasswordVerdict.Overloaded
            ? AuthResult.Overloaded
            : AuthResult.Unauthorized;
    }

    /// <summary>1 to 255 characters, none of them U+0000, not <c>*</c>.</summary>
    public static bool IsUserName(string? user) =>
        user is { Length: > 0 } and not "*"
        && (user.Length <= UserCharsMax || user.EnumerateRunes().Count() <= UserCharsMax)
        && !user.Contains('\0', StringComparison.Ordinal);

    private AuthResult Check(AuthResult.Accepted accepted)
    {
        if (!IsUserName(accepted.User))
        {
            return AuthResult.Unauthorized;
        }

        if (accepted is not { AccountId: { } id, Credential: null })
        {
            return accepted;
        }

        // One that somebody else's authenticator has found ends with its account all the same.
        return accounts.Find(id) is { Enabled: true } account
            ? accepted with { Credential = new AccountCredential(accounts, account.Id, account.KeyVersion) }
            : AuthResult.Unauthorized;
    }
}
