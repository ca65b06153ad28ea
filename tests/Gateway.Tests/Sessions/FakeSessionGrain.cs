using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.Tests.Sessions;

/// <summary>A session's grain that fake gateways' grains tell of logins and logouts.</summary>
internal sealed class FakeSessionGrain : ISessionGrain
{
    private SessionClaim? _claim;

    public Task<Outcome<Unit>> Login(SessionClaim claim, CancellationToken cancellationToken = default)
    {
        _claim ??= claim;
        return Task.FromResult<Outcome<Unit>>(_claim == claim ? Unit.Value : new Refusal(RefusalKind.Taken));
    }

    public Task<Outcome<Unit>> Renew(SessionClaim claim, CancellationToken cancellationToken = default) => Login(claim, cancellationToken);

    public Task End(GatewayRef owner, CancellationToken cancellationToken = default)
    {
        _claim = _claim?.Owner == owner ? null : _claim;
        return Task.CompletedTask;
    }

    public Task<Outcome<SessionClaim>> Find(CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<SessionClaim>>(_claim is null ? new Refusal(RefusalKind.NotFound) : _claim);
}
