using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>200 clients that come all at once; each gets its own event, once.</summary>
internal static class ManyClients
{
    private const int Count = 200;

    internal static async Task LogInAndPublish(Ports ports)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => LogInAndSubscribe(ports, number)));
        await Task.WhenAll(clients.Select((client, number) =>
            client.Request("core", "event", "send", new { @class = "call", type = "dial", obj_id = $"{number}" })));

        foreach (var (client, number) in clients.Select((client, number) => (client, number)))
        {
            var dial = await client.Event(_ => true);
            Assert.Equal($"{number}", dial.GetProperty("obj_id").GetString());
            Assert.Empty(client.Events.Pending);
            await client.DisposeAsync();
        }
    }

    private static async Task<ExternalApiClient> LogInAndSubscribe(Ports ports, int number)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        Assert.Equal("ok", (await client.Login($"user{number}", null)).GetProperty("result").GetString());
        await client.Request("core", "event", "subscribe", new { @class = "call", obj_id = $"{number}" });
        return client;
    }
}
