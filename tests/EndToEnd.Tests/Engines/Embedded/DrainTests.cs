using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>SIGTERM under load: every door's clients are told, and who does not read holds nobody up (docs/configuration.md).</summary>
public sealed class DrainTests : IDisposable
{
    private const int ClientsPerDoor = 40;
    private const string Event =
        """{"class":"core","subclass":"event","cmd":"send","data":{"class":"call","body":{"text":"0123456789"}},"tid":1}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Terminate_UnderLoad_EveryDoorIsToldAndItEndsWith0()
    {
        await using var gateway = await Start("--Limits:DrainTimeout=00:00:20");
        var sockets = new List<WebSocketClient>();
        var lines = new List<LineClient>();
        for (var i = 0; i < ClientsPerDoor; i++)
        {
            sockets.Add(await Subscriber(i));
            sockets.Add((await FeedClient.Connect(new Uri($"ws://127.0.0.1:{_ports.Http}"))).Socket);
            lines.Add(await LineSubscriber(i));
            lines.Add(await LineClient.Connect(_ports.Status));
        }

        using var publisher = await LineSubscriber(ClientsPerDoor);
        using var ended = new CancellationTokenSource();
        var publishing = Publish(publisher, ended.Token);
        await sockets[^1].Expect(message => message.GetProperty("type").GetString() == "call", "the load");
        var asked = Stopwatch.GetTimestamp();
        gateway.AskToEnd();

        foreach (var socket in sockets)
        {
            Assert.Equal(4001, await socket.ExpectClose());
        }

        foreach (var client in lines)
        {
            // Whole lines to the last, then the end, not a reset.
            Assert.All(
                (await client.ReadToEnd()).Where(line => line.StartsWith('{')),
                line => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(line).ValueKind));
            client.EndSending();
        }

        publisher.Dispose();
        Assert.Equal(0, await gateway.ExitCode(Cancel));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("fail:", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("cut off", gateway.Errors, StringComparison.Ordinal);
        await ended.CancelAsync();
        await publishing;
    }

    [Fact]
    public async Task Terminate_ClientsThatDoNotRead_EndsWith0InTime()
    {
        await using var gateway = await Start("--Limits:DrainTimeout=00:00:04");
        var deaf = new List<Socket>();
        foreach (var port in new[] { _ports.ExternalApiTcp, _ports.Status, _ports.Http, _ports.ExternalApi })
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
            await socket.ConnectAsync(IPAddress.Loopback, port, Cancel);
            deaf.Add(socket);
        }

        // An answer of a megabyte that nobody takes, a request that never ends, and two that say nothing.
        var request = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("get_extension_state\n", 50_000)));
        _ = deaf[1].SendAsync(request, Cancel).AsTask();
        await deaf[2].SendAsync("POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), Cancel);
        await WaitUntilSilent(deaf[1]);
        var asked = Stopwatch.GetTimestamp();
        gateway.AskToEnd();

        Assert.Equal(0, await gateway.ExitCode(Cancel));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        deaf.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Terminate_WhileDraining_NotReadyAndNobodyNew()
    {
        await using var gateway = await Start();
        using var holding = await LineSubscriber(1);
        using var management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_ports.Management}") };
        Assert.Equal(HttpStatusCode.OK, await Ready());
        gateway.AskToEnd();
        Assert.Empty(await holding.ReadToEnd());

        // The one above has not ended its side yet, so the drain lasts.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ready());
        foreach (var port in new[] { _ports.Http, _ports.ExternalApi, _ports.ExternalApiTcp, _ports.Status })
        {
            using var late = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, port, Cancel).AsTask());
        }

        holding.EndSending();
        Assert.Equal(0, await gateway.ExitCode(Cancel));

        async Task<HttpStatusCode> Ready()
        {
            using var response = await management.GetAsync(new Uri("/healthz/ready", UriKind.Relative), Cancel);
            return response.StatusCode;
        }
    }

    private Task<GatewayProcess> Start(params string[] arguments) => GatewayProcess.Start(
        _ports,
        Path.Combine(_folder.FullName, "store.db"),
        Cancel,
        ["--Auth:Open=true", $"--Directory:Seed={SampleDirectory.Path}", .. arguments]);

    private async Task<WebSocketClient> Subscriber(int number)
    {
        var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        await client.Login($"ws{number}", null);
        await client.Request("core", "event", "subscribe", new { @class = "call" });
        return client.Socket;
    }

    private async Task<LineClient> LineSubscriber(int number)
    {
        var client = await LineClient.Connect(_ports.ExternalApiTcp);
        await client.Send(
            $$$"""{"class":"core","subclass":"user","cmd":"login","data":{"user":"tcp{{{number}}}"},"tid":1}""",
            """{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"call"},"tid":2}""");
        for (var answers = 0; answers < 3; answers++)
        {
            await client.ReadLine();
        }

        return client;
    }

    private static async Task Publish(LineClient publisher, CancellationToken ended)
    {
        try
        {
            while (!ended.IsCancellationRequested)
            {
                await publisher.Send(Event);
                await publisher.ReadLine();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidDataException)
        {
            // The server has ended.
        }
    }

    /// <summary>Waits until nothing more comes into the socket's buffer, because it is full.</summary>
    private static async Task WaitUntilSilent(Socket socket)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var (last, same) = (-1, 0); same < 5; last = socket.Available)
        {
            await timer.WaitForNextTickAsync(Cancel);
            same = socket.Available > 0 && socket.Available == last ? same + 1 : 0;
        }
    }
}
