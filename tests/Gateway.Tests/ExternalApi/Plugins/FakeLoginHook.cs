using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

internal sealed class FakeLoginHook(Func<LoginAttempt, AuthResult.Accepted, AuthResult> decide) : ILoginHook
{
    public async ValueTask<AuthResult> LoggingIn(LoginAttempt attempt, AuthResult.Accepted accepted, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return decide(attempt, accepted);
    }
}
