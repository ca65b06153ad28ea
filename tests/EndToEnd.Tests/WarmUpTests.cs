using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// A stream is set up by its first block, and holds up others meanwhile: a gateway that is ready has sent one to every partition, and has
/// read it.
/// </summary>
public sealed class WarmUpTests
{
    private const int Partitions = 4;

    [Fact]
    public async Task Start_EndsWhenABlockOfTheGatewayHasComeBackFromEveryPartition()
    {
        await using var platform = await Platform.Start(partitions: Partitions);

        var (gateway, _) = await platform.AddGateway($"--Events:Partitions={Partitions}");

        var publisher = gateway.Services.GetRequiredService<EventPublisher>();
        var logs = Enumerable.Range(0, publisher.Partitions).Select(partition => platform.Grains.GetGrain<ISubscriptionGrain>(partition));
        var have = await Task.WhenAll(logs.Select(log => log.Has(publisher.Incarnation, 1, TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Repeat(true, Partitions), have);
        Assert.All(Enumerable.Range(0, Partitions), partition => Assert.Equal(0, publisher.NewestUnconfirmed(partition, TimeSpan.Zero)));
    }
}
