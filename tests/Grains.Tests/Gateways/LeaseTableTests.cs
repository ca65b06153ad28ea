using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Gateways;
using EventPlatform.Grains.Tests.Sessions;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Gateways;

public sealed class LeaseTableTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly GatewayRef _one = Claims.NewGateway();
    private readonly GatewayRef _other = Claims.NewGateway();

    [Fact]
    public void FindOver_NotRenewedForTwelveSeconds_IsOver()
    {
        var leases = new LeaseTable(_time);
        leases.Renew(_one);
        leases.Renew(_other);
        Assert.Empty(Look(leases, 11));
        leases.Renew(_other);
        Assert.Equal([_one], Look(leases, 1));
        leases.Remove(_one);
        Assert.Equal([_other], Look(leases, 11));
    }

    [Fact]
    public void FindOver_AfterThisProcessStoodStill_CountsNoneOfThatTime()
    {
        var leases = new LeaseTable(_time);
        leases.Renew(_one);
        Assert.Empty(Look(leases, 5));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(leases.FindOver());
        Assert.Empty(Look(leases, 6));
        Assert.Equal([_one], Look(leases, 1));
    }

    private List<GatewayRef> Look(LeaseTable leases, int seconds)
    {
        for (var second = 1; second < seconds; second++)
        {
            _time.Advance(Second);
            Assert.Empty(leases.FindOver());
        }

        _time.Advance(Second);
        return leases.FindOver();
    }
}
