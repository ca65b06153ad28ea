using System.Net.WebSockets;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary><c>Tls:Required</c> at every door: plain is redirected or refused, encrypted is served.</summary>
public sealed class TlsRequiredTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task TlsRequired_PlainIsRefusedEncryptedIsServed()
    {
        var tls = FreePorts.Take(2);
        var (certificate, key) = TestCertificate.Write(_folder.FullName);
        await using var platform = await Platform.Start();
        var (_, ports) = await platform.AddGateway(
            "--Tls:Required=true",
            $"--Tls:Certificate={certificate}",
            $"--Tls:Key={key}",
            $"--Listeners:Https={tls[0]}",
            $"--Listeners:ExternalApiTls={tls[1]}");

        Assert.Equal(302, await Get($"http://127.0.0.1:{ports.Http}/"));
        Assert.Equal(302, await Get($"http://127.0.0.1:{ports.Http}/communication_manager/ws/event"));
        Assert.Equal(403, await Get($"http://127.0.0.1:{ports.Http}/rpc"));
        Assert.Equal(403, await Get($"http://127.0.0.1:{ports.ExternalApi}/rpc"));
        foreach (var path in new[] { "/api/ws", "/communication_manager/ws/event" })
        {
            Assert.Equal(403, await Upgrade($"ws://127.0.0.1:{ports.Http}{path}"));
            Assert.Equal(101, await Upgrade($"wss://127.0.0.1:{tls[0]}{path}"));
        }

        Assert.Equal(403, await Upgrade($"ws://127.0.0.1:{ports.ExternalApi}/"));
        Assert.Equal(101, await Upgrade($"wss://127.0.0.1:{tls[1]}/"));
        Assert.Equal(200, await Get($"https://127.0.0.1:{tls[0]}/"));
        Assert.Equal(405, await Get($"https://127.0.0.1:{tls[1]}/rpc"));
        using var lines = await LineClient.Connect(ports.ExternalApiTcp);
        Assert.Null(await lines.ReadLine());
    }

    private static async Task<int> Get(string address)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address));
        request.Headers.TryAddWithoutValidation("Authorization", BasicCredentials.Header("manager", "manag3rpa55word"));
        using var response = await client.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }

    private static async Task<int> Upgrade(string address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        WebSocketClient.Basic("manager", "manag3rpa55word")(socket.Options);
        try
        {
            await socket.ConnectAsync(new Uri(address), Cancel);
        }
        catch (WebSocketException)
        {
            // The status says it.
        }

        return (int)socket.HttpStatusCode;
    }
}
