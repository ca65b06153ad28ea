using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

public sealed class LoadTests
{
    private const int Clients = 200;

    [Fact]
    public async Task Login_200AtOnceOnAFreshProcess_AllSucceedAndGetTheirEvents()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => LogInAndSubscribe(ports, number)));
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
