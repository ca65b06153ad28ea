using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.Tests.Sessions;

/// <summary>A gateway grain that does as a test says.</summary>
internal sealed class FakeGateway : IGatewayGrain
{
    private bool _hasEnded;

    internal Func<SessionClaim, Task<Outcome<Unit>>> OnLogin { get; set; } = _ => Task.FromResult<Outcome<Unit>>(Unit.Value);

    internal Func<string, Task> OnLogout { get; set; } = _ => Task.CompletedTask;

    /// <summary>Is told of each renewal.</summary>
    internal Action<GatewayRenewal> OnRenew { get; set; } = _ => { };

    internal Func<Task> OnEnd { get; set; } = () => Task.CompletedTask;

    /// <summary>Is told of each command that another gateway posts.</summary>
    internal Action<GatewayCommand> OnPost { get; set; } = _ => { };

    public Task<Outcome<Unit>> Login(SessionClaim claim, CancellationToken cancellationToken = default) => OnLogin(claim);

    public Task Logout(string sessionId, GatewayRef owner, CancellationToken cancellationToken = default) => OnLogout(sessionId);

    public Task<Outcome<GatewayRenewed>> Renew(GatewayRenewal renewal, CancellationToken cancellationToken = default)
    {
        OnRenew(renewal);
        return Task.FromResult<Outcome<GatewayRenewed>>(_hasEnded ? new Refusal(RefusalKind.Gone) : new GatewayRenewed([]));
    }

    public Task End(GatewayRef owner, CancellationToken cancellationToken = default)
    {
        _hasEnded = true;
        return OnEnd();
    }

    public Task<Outcome<GatewayFacts>> Facts(CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<GatewayFacts>>(new Refusal(RefusalKind.NotFound));

    public Task<SessionList> Sessions(CancellationToken cancellationToken = default) => Task.FromResult(new SessionList([]));

    public Task<Outcome<Unit>> Post(GatewayCommand command, CancellationToken cancellationToken = default)
    {
        OnPost(command);
        return Task.FromResult<Outcome<Unit>>(Unit.Value);
    }

    public Task<MailboxPage> ReadMailbox(GatewayRef owner, long after, CancellationToken cancellationToken = default) =>
        Task.FromResult(new MailboxPage(after, []));
}
