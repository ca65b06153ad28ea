namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>Decides who may log in: the chain of authenticators (external-api.md 3).</summary>
internal interface ILoginAuthenticator
{
    ValueTask<LoginDecision> Decide(LoginRequest request, CancellationToken cancellationToken);
}
