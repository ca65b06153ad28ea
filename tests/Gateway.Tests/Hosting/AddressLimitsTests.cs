using System.Net;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class AddressLimitsTests
{
    private static readonly IPAddress Anna = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Bert = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void Rates_BucketOfOneSecond_RefillsWithTime()
    {
        var clock = new ManualTimeProvider();
        var rates = new AddressRates(clock);

        Assert.Equal([true, true, false], Take(rates, 3));
        Assert.True(rates.TryTake(Bert, 2));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal([true, false], Take(rates, 2));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal([true, true, false], Take(rates, 3));
    }

    [Fact]
    public void Rates_SilentAddresses_AreForgotten()
    {
        var clock = new ManualTimeProvider();
        var rates = new AddressRates(clock);
        for (var i = 0; i < 1_000; i++)
        {
            rates.TryTake(new IPAddress(i), 5);
        }

        clock.Advance(TimeSpan.FromSeconds(2));
        rates.TryTake(Anna, 5);

        Assert.Equal(1, rates.Count);
    }

    [Fact]
    public void Rates_NoLimit_RemembersNobody()
    {
        var rates = new AddressRates(new ManualTimeProvider());

        Assert.True(rates.TryTake(Anna, 0));
        Assert.Equal(0, rates.Count);
    }

    [Fact]
    public void Connections_OverTheLimit_UntilOneLeaves()
    {
        var connections = new AddressConnections();

        Assert.True(connections.TryEnter(Anna, 2));
        Assert.True(connections.TryEnter(Anna, 2));
        Assert.False(connections.TryEnter(Anna, 2));
        Assert.True(connections.TryEnter(Bert, 2));
        Assert.True(connections.TryEnter(Anna, 0));
        connections.Leave(Anna);
        connections.Leave(Anna);
        Assert.True(connections.TryEnter(Anna, 2));
    }

    private static bool[] Take(AddressRates rates, int count) => [.. Enumerable.Range(0, count).Select(_ => rates.TryTake(Anna, 2))];
}
