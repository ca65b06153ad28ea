using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Password <c>pw</c> for everybody, token <c>good</c> for <c>tina</c>; <c>admin</c> may do everything.</summary>
internal sealed class FakeAuthenticator : IAuthenticator
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeAuthenticator(bool isWaiting = false)
    {
        if (!isWaiting)
        {
            _open.SetResult();
        }
    }

    public LoginAttempt? Last { get; private set; }

    public Func<AuthResult.Accepted, AuthResult> Rewrite { get; init; } = accepted => accepted;

    public void Go() => _open.TrySetResult();

    public async ValueTask<AuthResult> Authenticate(LoginAttempt attempt, CancellationToken cancellationToken)
    {
        await _open.Task;
        Last = attempt;
        if (attempt.Token == "good" && attempt.User is null or "tina")
        {
            return new AuthResult.Accepted("tina");
        }

        return attempt is { User: { } user, Password: "pw" }
            ? Rewrite(new AuthResult.Accepted(user) { IsAdmin = user == "admin" })
            : AuthResult.NotMine;
    }
}
