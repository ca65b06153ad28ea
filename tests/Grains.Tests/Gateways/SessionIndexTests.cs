using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Gateways;
using EventPlatform.Grains.Tests.Sessions;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Gateways;

public sealed class SessionIndexTests
{
    private static readonly SessionLease Lease = SessionLease.WhereGrainsAreLostAlone;
    private readonly ManualTimeProvider _time = new();
    private readonly GatewayRef _gateway = Claims.NewGateway();

    [Fact]
    public void ForgetSilent_NotClaimedAgain_IsForgotten()
    {
        var index = new SessionIndex(Lease, _time);
        var claim = Claims.New(_gateway);
        index.Put(claim);
        _time.Advance(Lease.Duration / 2);
        index.ForgetSilent();
        Assert.Equal([claim], index.Of(_gateway));
        _time.Advance(Lease.Duration / 2);
        index.ForgetSilent();
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void HasLeft_LoginThatLoggedOut_IsRememberedForAWhile()
    {
        var index = new SessionIndex(Lease, _time);
        var claim = Claims.New(_gateway);
        index.Put(claim);
        index.Leave(claim.SessionId, Claims.NewGateway());
        Assert.True(index.Contains(claim));
        index.Leave(claim.SessionId, _gateway);
        Assert.True(index.HasLeft(claim));
        Assert.False(index.HasLeft(claim with { LoginTime = claim.LoginTime + 1 }));
        Assert.False(index.HasLeft(claim with { Remote = "ws:127.0.0.1:5001" }));
        _time.Advance(TimeSpan.FromSeconds(10));
        index.ForgetSilent();
        Assert.False(index.HasLeft(claim));
    }
}
