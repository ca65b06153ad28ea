using EventPlatform.Grains.Gateways;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Grains.Tests.Sessions;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Gateways;

public sealed class GatewayLifeTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void IsLeased_NewActivation_WaitsAFullLease()
    {
        var life = new GatewayLife(_time);
        Assert.True(life.IsLeased);
        _time.Advance(LeaseTable.Duration);
        Assert.False(life.IsLeased);
        Assert.True(life.TryAdopt(Claims.NewGateway()));
        Assert.True(life.IsLeased);
    }

    [Fact]
    public void TryAdopt_NewIncarnation_EndsTheFormer()
    {
        var life = new GatewayLife(_time);
        var former = Claims.NewGateway();
        var next = former with { Incarnation = TestIds.New() };
        life.TryAdopt(former);
        Assert.True(life.TryAdopt(next));
        Assert.False(life.TryAdopt(former));
        Assert.Equal(next, life.Current);
        life.End(next);
        Assert.Null(life.Current);
        Assert.False(life.IsLeased);
        Assert.False(life.TryAdopt(next));
    }

    [Fact]
    public void Add_ManyEndedIncarnations_TheOldestIsForgotten()
    {
        var ended = new EndedIncarnations();
        var first = TestIds.New();
        ended.Add(first);
        for (var count = 1; count < EndedIncarnations.CountMax; count++)
        {
            ended.Add(TestIds.New());
        }

        Assert.True(ended.Contains(first));
        ended.Add(TestIds.New());
        Assert.False(ended.Contains(first));
    }
}
