using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>Asks the authenticators, then the hooks of logins; what fails on the way is a refusal too.</summary>
internal static class Authentication
{
    /// <returns>Accepted or Refused.</returns>
    public static async ValueTask<AuthResult> Decide(ApiServices services, LoginAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            var result = await services.Authenticators.Authenticate(attempt, cancellationToken);
            return result is AuthResult.Accepted accepted
                ? await services.Hooks.Login.Run(attempt, accepted, cancellationToken)
                : result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody waits for it any more.
            return AuthResult.Unauthorized;
        }
        catch (Exception exception)
        {
            return AuthResult.Of(services.Calls.FailureOf(exception));
        }
    }
}
