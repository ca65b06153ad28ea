using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Asks the hooks of logins, see <see cref="ILoginHook"/>.</summary>
internal sealed class LoginHooks(IEnumerable<ILoginHook> hooks)
{
    private readonly ILoginHook[] _hooks = [.. hooks];

    /// <param name="attempt">What the client brought.</param>
    /// <param name="accepted">What the authenticators said.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    /// <returns>Accepted, with a user name that is allowed, or Refused; without hooks the same object.</returns>
    /// <remarks>What a hook throws, and that nobody waits any more, is the caller's to catch.</remarks>
    public ValueTask<AuthResult> Run(LoginAttempt attempt, AuthResult.Accepted accepted, CancellationToken cancellationToken) =>
        _hooks.Length == 0 ? new(accepted) : Ask(attempt, accepted, cancellationToken);

    private async ValueTask<AuthResult> Ask(LoginAttempt attempt, AuthResult.Accepted accepted, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks)
        {
            switch (await hook.LoggingIn(attempt, accepted, cancellationToken))
            {
                case AuthResult.Accepted changed:
                    accepted = Follow(accepted, changed);
                    break;
                case AuthResult.Refused refused:
                    return refused;
                case null:
                    throw new InvalidOperationException($"{hook.GetType()} said nothing.");
            }
        }

        return AuthenticatorChain.IsUserName(accepted.User) ? accepted : AuthResult.Unauthorized;
    }

    /// <summary>
    /// What the session lives by stays whatever a hook makes of it, and its end can only come sooner. The account's id goes with its name,
    /// and is another user's no more.
    /// </summary>
    private static AuthResult.Accepted Follow(AuthResult.Accepted before, AuthResult.Accepted changed) => changed with
    {
        Credential = before.Credential,
        EndsAt = before.EndsAt is { } end && (changed.EndsAt is not { } given || given > end) ? end : changed.EndsAt,
        AccountId = changed.User == before.User || changed.AccountId != before.AccountId ? changed.AccountId : null,
    };
}
