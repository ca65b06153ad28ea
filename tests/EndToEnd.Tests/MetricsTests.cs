using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Metrics count what they say, on the ways that clients go.</summary>
public sealed class MetricsTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_Events_AreCountedOnceInAndForEachReceiverOut()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway();
        await using var first = await LogIn(ports, "first");
        await using var second = await LogIn(ports, "second");
        await first.Request("core", "event", "subscribe", new { @class = "call" });
        await second.Request("core", "event", "subscribe", new { @class = "call" });

        for (var number = 0; number < 3; number++)
        {
            await first.Request("core", "event", "send", new { @class = "call", body = new { number } });
        }

        await second.Event(data => data.GetProperty("body").GetProperty("number").GetInt32() == 2);
        var metrics = await When(ports, metrics => metrics["ep_events_in_total"] >= 3);
        Assert.Equal(3, metrics["ep_events_in_total"]);
        Assert.Equal(6, metrics["ep_events_out_total{door=\"external_api\"}"]);
        Assert.Equal(2, metrics["ep_sessions"]);
        Assert.InRange(metrics["ep_log_delay_seconds_count"], 1, double.MaxValue);
        Assert.InRange(metrics["ep_command_call_seconds_count"], 2, double.MaxValue);
        Assert.InRange(metrics["ep_log_read_age_seconds{partition=\"0\"}"], 0, 5);
    }

    [Fact]
    public async Task Refusals_WrongCredentialsAndRequests_AreCountedByDoorAndCode()
    {
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway("--Auth:Open=false", "--Auth:Admin:Password=right");
        await using var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        var server = new Uri($"http://127.0.0.1:{ports.Http}");
        using var stranger = new RestClient(server, "manager", "wrong");
        using var nobody = new RestClient(server, user: null);
        using var manager = new RestClient(server);

        await client.Login("admin", "wrong");
        Assert.Equal("ok", (await client.Login("admin", "right")).Text("result"));
        await client.Request("core", "no", "such");
        foreach (var rest in new[] { stranger, nobody, manager })
        {
            using var response = await rest.Send(HttpMethod.Get, "live/nowhere");
            Assert.False(response.IsSuccessStatusCode);
        }

        var metrics = await Scrape(ports);
        Assert.Equal(1, metrics["ep_authentication_failures_total{door=\"external_api\"}"]);
        Assert.Equal(1, metrics["ep_authentication_failures_total{door=\"http\"}"]);
        Assert.Equal(1, metrics["ep_errors_total{door=\"external_api\",code=\"100030\"}"]);
        Assert.Equal(1, metrics["ep_errors_total{door=\"http\",code=\"404\"}"]);
    }

    [Fact]
    public async Task Queue_OfAClientThatDoesNotRead_IsCountedUntilItIsGone()
    {
        const string Queue = "ep_queue_bytes{door=\"external_api\"}";
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway("--Limits:ExternalApiQueueBytes=67108864");
        await using var publisher = await LogIn(ports, "publisher");
        using (var stuck = new TcpClient { ReceiveBufferSize = 4_096 })
        {
            await stuck.ConnectAsync(IPAddress.Loopback, ports.ExternalApiTcp, Cancel);
            await stuck.GetStream().WriteAsync(
                """
                {"class":"core","subclass":"user","cmd":"login","data":{"user":"stuck"},"tid":1}
                {"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"call"},"tid":2}

                """u8.ToArray(),
                Cancel);
            await When(ports, metrics => metrics["ep_subscriptions"] >= 5);
            for (var number = 0; number < 300; number++)
            {
                await publisher.Request("core", "event", "send", new { @class = "call", body = new { text = new string('x', 60_000) } });
            }

            await When(ports, metrics => metrics[Queue] > 1_000_000);
        }

        await When(ports, metrics => metrics[Queue] == 0);
    }

    private static async Task<ExternalApiClient> LogIn(Ports ports, string user)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{ports.ExternalApi}/"));
        Assert.Equal("ok", (await client.Login(user, null)).Text("result"));
        return client;
    }

    private static async Task<Dictionary<string, double>> When(Ports ports, Func<Dictionary<string, double>, bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Within);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var metrics = await Scrape(ports);
            if (isSo(metrics))
            {
                return metrics;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<Dictionary<string, double>> Scrape(Ports ports)
    {
        var text = await Client.GetStringAsync(new Uri($"http://127.0.0.1:{ports.Management}/metrics"), Cancel);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
