using System.Globalization;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

public sealed class LoadTests
{
    private const int Subscribers = 40;
    private const int Bursts = 25;
    private const int EventsOfABurst = 40;

    [Fact]
    public async Task Login_200AtOnceOnAFreshGateway_AllSucceedAndGetTheirEvents()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();
        await ManyClients.LogInAndPublish(ports);
    }

    /// <summary>
    /// Bursts that go to everybody as runs, past changes of digits in the numbers of messages; every client has had another number of
    /// events before, so the same run differs from one to the next.
    /// </summary>
    [Fact]
    public async Task Publish_BurstsToManySubscribers_EachGetsAllInOrder()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();
        var address = new Uri($"ws://127.0.0.1:{ports.ExternalApi}/");
        var subscribers = await Task.WhenAll(Enumerable.Range(0, Subscribers).Select(number => Subscribe(address, number)));
        await using var publisher = await ExternalApiClient.Connect(address);
        await publisher.Login("publisher", null);
        for (var burst = 0; burst < Bursts; burst++)
        {
            var first = burst * EventsOfABurst;
            await Task.WhenAll(Enumerable.Range(first, EventsOfABurst).Select(number => Publish(publisher, "all", number)));
        }

        foreach (var subscriber in subscribers)
        {
            for (var number = 0; number < Bursts * EventsOfABurst; number++)
            {
                var told = await subscriber.Event(_ => true);
                Assert.Equal(number.ToString(CultureInfo.InvariantCulture), told.GetProperty("obj_id").GetString());
            }

            Assert.Empty(subscriber.Events.Pending);
            await subscriber.DisposeAsync();
        }
    }

    private static async Task<ExternalApiClient> Subscribe(Uri address, int number)
    {
        var client = await ExternalApiClient.Connect(address);
        await client.Login($"user{number}", null);
        await client.Request("core", "event", "subscribe", new { @class = "own", type = $"{number}" });
        for (var event_ = 0; event_ < number; event_++)
        {
            await client.Request("core", "event", "send", new { @class = "own", type = $"{number}" });
            await client.Event(_ => true);
        }

        await client.Request("core", "event", "subscribe", new { @class = "all" });
        return client;
    }

    private static async Task Publish(ExternalApiClient publisher, string @class, int number)
    {
        var answer = await publisher.Request("core", "event", "send", new { @class, obj_id = $"{number}" });
        Assert.Equal("ok", answer.GetProperty("result").GetString());
    }
}
