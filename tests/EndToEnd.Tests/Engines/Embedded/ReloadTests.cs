using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;
using Microsoft.AspNetCore.Identity;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Files that change while the process runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Open = "404 405 101 101 101 1 1";
    private const string Shut = "403 403 403 403 403 0 0";
    private const string Reloaded = "Settings were reloaded";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string SettingsPath => Path.Combine(_folder.FullName, "settings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AccessLists_FileChanged_NewConnectionsAreRefusedOldOnesLive()
    {
        await WriteSettings("127.0.0.1");
        await using var gateway = await GatewayProcess.Start(
            _ports, ":memory:", Cancel, "--config", SettingsPath, "--Auth:Admin:Password=pw", "--Auth:Realm:Password=realm-pw");
        await using var api = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        await api.Login("admin", "pw");
        await using var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{_ports.Http}"), password: "realm-pw");
        using var status = await LineClient.Connect(_ports.Status);
        Assert.Equal(Open, await Doors());

        await WriteSettings("10.0.0.1");
        await gateway.Logged(Reloaded, Cancel);
        Assert.Equal(Shut, await Doors());
        Assert.Equal("ok", (await api.Request("core", "event", "send", new { @class = "call" })).GetProperty("result").GetString());
        await feed.Event("call");
        await status.Send("hello");
        Assert.Equal("Error: Invalid command.", await status.ReadLine());

        await WriteSettings("127.0.0.1");
        gateway.AskToReload();
        await gateway.Logged(Reloaded, Cancel, times: 2);
        Assert.Equal(Open, await Doors());
        Assert.Equal(0, await gateway.Stop(Cancel));
    }

    [Fact]
    public async Task WrongFile_IsRefusedWithItsKeyAndNothingChanges()
    {
        await WriteSettings("127.0.0.1");
        await using var gateway = await GatewayProcess.Start(_ports, ":memory:", Cancel, "--config", SettingsPath);
        await WriteSettings("nowhere");
        await gateway.Logged("Reload refused, the old settings stay: Access:Http:0: 'nowhere' is not allowed", Cancel);
        Assert.Equal(401, await Http(HttpMethod.Get, "/none", credentials: false));

        await File.WriteAllTextAsync(SettingsPath, "{\"Listeners\":{\"Status\":1}}", Cancel);
        await gateway.Logged("Access:", Cancel);
        await gateway.Logged(Reloaded, Cancel);
        Assert.Equal(0, await gateway.Stop(Cancel));
    }

    /// <summary>Rules count from the next command on, what was subscribed stays; who leaves the users file is closed.</summary>
    [Fact]
    public async Task RulesAndUsers_FileChanged_CountAtOnceAndSubscriptionsStay()
    {
        var users = Path.Combine(_folder.FullName, "users.json");
        var hash = new PasswordHasher<object>().HashPassword(new object(), "right");
        await File.WriteAllTextAsync(users, $$"""[{"username":"mia","passwordHash":"{{hash}}","roles":["agent"]}]""", Cancel);
        await WriteRules("""{"who":"role:agent","allow":true,"subscribe":{}},{"who":"*","allow":true,"publish":{"class":"call"}}""");
        await using var gateway = await GatewayProcess.Start(
            _ports, ":memory:", Cancel, "--config", SettingsPath, $"--Auth:UsersFile={users}");
        await using var mia = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        await mia.Login("mia", "right");
        Assert.Equal("ok", await Result(mia, "subscribe", "call"));
        Assert.Equal("error", await Result(mia, "send", "other"));

        await WriteRules("""{"who":"*","allow":true,"publish":{}}""");
        await gateway.Logged(Reloaded, Cancel);
        Assert.Equal("error", await Result(mia, "subscribe", "more"));
        Assert.Equal("ok", await Result(mia, "send", "other"));
        Assert.Equal("ok", await Result(mia, "send", "call"));
        await mia.Event(message => message.GetRawText().Contains("\"class\":\"call\"", StringComparison.Ordinal));

        await File.WriteAllTextAsync(users, "[]", Cancel);
        await gateway.Logged(Reloaded, Cancel, times: 2);
        Assert.Equal(4501, await mia.Socket.ExpectClose());
        Assert.Equal(0, await gateway.Stop(Cancel));
    }

    [Fact]
    public async Task DefaultPasswordAndOpen_AreRefusedBeyondLoopback()
    {
        await File.WriteAllTextAsync(SettingsPath, "{}", Cancel);
        await using var gateway = await GatewayProcess.Start(_ports, ":memory:", Cancel, "--config", SettingsPath, "--Auth:Open=true");
        await File.WriteAllTextAsync(SettingsPath, "{\"Access\":{\"ExternalApi\":[\"0.0.0.0/0\"]}}", Cancel);
        await gateway.Logged("Reload refused, the old settings stay: Auth:Open: ", Cancel);
        await File.WriteAllTextAsync(SettingsPath, "{\"Access\":{\"Http\":[\"0.0.0.0/0\"]}} ", Cancel);
        gateway.AskToReload();
        await gateway.Logged("Reload refused", Cancel, times: 2);

        Assert.DoesNotContain(Reloaded, gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("manag3r", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_Changed_NewHandshakesSeeItOldConnectionsLive()
    {
        var tlsPort = FreePorts.Take(1)[0];
        var (certificate, key) = TestCertificate.Write(_folder.FullName);
        await using var gateway = await GatewayProcess.Start(
            _ports, ":memory:", Cancel, $"--Tls:Certificate={certificate}", $"--Tls:Key={key}", $"--Listeners:StatusTls={tlsPort}");
        await using var old = await Handshake(tlsPort);
        Assert.Equal(ThumbprintOf(certificate), ThumbprintOf(old));

        TestCertificate.Write(_folder.FullName);
        await gateway.Logged(Reloaded, Cancel);
        var second = ThumbprintOf(certificate);
        Assert.NotEqual(second, ThumbprintOf(old));
        await using (var fresh = await Handshake(tlsPort))
        {
            Assert.Equal(second, ThumbprintOf(fresh));
        }

        // A certificate whose key is another one's.
        TestCertificate.Write(_folder.CreateSubdirectory("other").FullName);
        File.Copy(Path.Combine(_folder.FullName, "other", "certificate.pem"), certificate, overwrite: true);
        await gateway.Logged("Reload refused, the old settings stay: Tls:Certificate: ", Cancel);
        await using (var fresh = await Handshake(tlsPort))
        {
            Assert.Equal(second, ThumbprintOf(fresh));
        }

        // The key follows.
        File.Copy(Path.Combine(_folder.FullName, "other", "key.pem"), key, overwrite: true);
        await gateway.Logged(Reloaded, Cancel, times: 2);
        await using (var fresh = await Handshake(tlsPort))
        {
            Assert.Equal(ThumbprintOf(certificate), ThumbprintOf(fresh));
        }

        await old.WriteAsync("hello\n"u8.ToArray(), Cancel);
        using var reader = new StreamReader(old);
        Assert.Equal("Error: Invalid command.", await reader.ReadLineAsync(Cancel));
        Assert.Equal(2, gateway.Errors.Split("Reload refused").Length);
    }

    private Task WriteSettings(string address) => File.WriteAllTextAsync(
        SettingsPath,
        "{\"Access\":{\"Http\":[\"ADDRESS\"],\"ExternalApi\":[\"ADDRESS\"],\"Status\":[\"ADDRESS\"]}}"
            .Replace("ADDRESS", address, StringComparison.Ordinal),
        Cancel);

    /// <summary>
    /// Status of a page, of a call, of upgrades on both ports and of the feed; whether the line ports answer (1) or close at once (0).
    /// </summary>
    private async Task<string> Doors() => string.Join(' ', await Task.WhenAll(
        Http(HttpMethod.Get, "/none"),
        Http(HttpMethod.Get, "/rpc"),
        Upgrade($"ws://127.0.0.1:{_ports.ExternalApi}/"),
        Upgrade($"ws://127.0.0.1:{_ports.Http}/api/ws"),
        Upgrade($"ws://127.0.0.1:{_ports.Http}/communication_manager/ws/event"),
        Lines(_ports.ExternalApiTcp, "{}"),
        Lines(_ports.Status, "hello")));

    private async Task<int> Http(HttpMethod method, string path, bool credentials = true)
    {
        using var client = new RestClient(new Uri($"http://127.0.0.1:{_ports.Http}"), credentials ? "manager" : null, "realm-pw");
        using var response = await client.Send(method, path);
        return (int)response.StatusCode;
    }

    private static async Task<int> Upgrade(string address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        WebSocketClient.Basic("manager", "realm-pw")(socket.Options);
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

    private static async Task<int> Lines(int port, string line)
    {
        using var client = await LineClient.Connect(port);
        try
        {
            await client.Send(line);
            return await client.ReadLine() is null ? 0 : 1;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<SslStream> Handshake(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancel);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
            },
            Cancel);
        return tls;
    }

    private static string ThumbprintOf(SslStream tls) => tls.RemoteCertificate!.GetCertHashString();

    private static async Task<string?> Result(ExternalApiClient client, string cmd, string className) =>
        (await client.Request("core", "event", cmd, new { @class = className })).GetProperty("result").GetString();

    private Task WriteRules(string rules) =>
        File.WriteAllTextAsync(SettingsPath, $"{{\"Authorization\":{{\"Rules\":[{rules}]}}}}", Cancel);

    private static string ThumbprintOf(string path)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(
            System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(path)));
        return certificate.GetCertHashString();
    }
}
