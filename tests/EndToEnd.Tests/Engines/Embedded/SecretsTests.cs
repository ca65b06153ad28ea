using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// No secret of the configuration or of a client comes out again: not in a log of any level, an error, a metric or an answer
/// (docs/configuration.md).
/// </summary>
public sealed class SecretsTests : IDisposable
{
    private const string Admin = "adm1n-S3CRET";
    private const string Realm = "r3alm-S3CRET";
    private const string Wrong = "wr0ng-S3CRET";
    private const string Account = "acc0unt-S3CRET";
    private const string Database = "datab4se-S3CRET";
    private const string Mark = "S3CRET";
    private static readonly byte[] SigningKey = "jwt-S3CRET-jwt-S3CRET-jwt-S3CRET"u8.ToArray();

    private static readonly string[] Categories =
        ["Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Server.Kestrel.BadRequests", "System"];

    /// <summary>Everything, by every way that a level can be set.</summary>
    private static readonly string[] Loud =
        [.. Categories.SelectMany(category => ((string[])["", ":Console"]).Select(at => $"--Logging{at}:LogLevel:{category}=Trace"))];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-");
    private readonly Ports _ports = Ports.Free();
    private readonly StringBuilder _answers = new();
    private readonly List<string> _sent = [Convert.ToBase64String(SigningKey)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string SettingsPath => Path.Combine(_folder.FullName, "settings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task EveryDoor_RightAndWrongCredentials_NothingComesOut()
    {
        await WriteSettings($$$"""
            "Auth":{"Admin":{"Password":"{{{Admin}}}"},"Realm":{"Password":"{{{Realm}}}"},
              "Jwt":{"Secret":"{{{Convert.ToBase64String(SigningKey)}}}"}},
            "Cluster":{"ConnectionString":"Host=db;Password={{{Database}}}"}
            """);
        const string Document = $$$"""{"users":[{"username":"mikey","password":"{{{Account}}}"}]}""";
        var seed = Path.Combine(_folder.FullName, "seed.json");
        await File.WriteAllTextAsync(seed, Document, Cancel);
        await using var gateway = await GatewayProcess.Start(
            _ports, Path.Combine(_folder.FullName, "store.db"), Cancel, [$"--Directory:Seed={seed}", "--config", SettingsPath, .. Loud]);
        await PutAccounts(Document);
        foreach (var (user, password) in new[] { ("admin", Admin), ("admin", Wrong), ("mikey", Account), ("mikey", Wrong), ("x", Wrong) })
        {
            await LogInOverSocket(user, password);
            await LogInOverLines(user, password);
            await Call(Basic(user, password));
        }

        foreach (var token in new[] { Token("mikey"), Token("admin"), Wrong + ".a.b", Wrong })
        {
            await LogInWithToken(token);
            await Call(new AuthenticationHeaderValue("Bearer", Sent(token)));
            await Get("/communication_manager/rest/live/coreServers", new AuthenticationHeaderValue("Bearer", token));
        }

        foreach (var password in new[] { Realm, Wrong })
        {
            foreach (var path in new[] { "/", "/communication_manager/rest/live/coreServers", "/communication_manager/rest/openapi.json" })
            {
                await Get(path, Basic("manager", password));
            }

            await ConnectFeed(password);
        }

        await SendNonsense();
        await ReloadWithWrongSecrets(gateway);
        await Get("/communication_manager/rest/config/core/CORE/directory?secrets=true", Basic("manager", Realm));
        await Get("/communication_manager/rest/config/core/CORE/users", Basic("manager", Realm));
        await Get("/metrics", null, _ports.Management);
        Assert.Equal(0, await gateway.Stop(Cancel));

        // It was driven, and it did log.
        Assert.Contains("\"session_id\"", _answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"passwordHash\":\"", _answers.ToString(), StringComparison.Ordinal);
        Assert.Contains("trce: ", gateway.Errors, StringComparison.Ordinal);
        Assert.Contains("Request starting", gateway.Errors, StringComparison.Ordinal);
        Search("standard error", gateway.Errors);
        Search("standard output", string.Join('\n', [.. gateway.Output, .. gateway.Rest()]));
        Search("the answers", _answers.ToString());
    }

    [Fact]
    public async Task GeneratedPassword_IsInItsOneLineOnly()
    {
        await using var gateway = await GatewayProcess.Start(_ports, Path.Combine(_folder.FullName, "store.db"), Cancel, Loud);
        var password = gateway.Output.Single(line => line.StartsWith("generated password for admin: ", StringComparison.Ordinal))[30..];
        await LogInOverSocket("admin", password);
        await LogInOverLines("admin", password);
        await Call(Basic("admin", password));
        await Get("/metrics", null, _ports.Management);
        Assert.Equal(0, await gateway.Stop(Cancel));

        Assert.Contains("\"session_id\"", _answers.ToString(), StringComparison.Ordinal);
        Search("standard error", gateway.Errors, password);
        Search("the answers", _answers.ToString(), password);
        Assert.Single([.. gateway.Output, .. gateway.Rest()], line => line.Contains(password, StringComparison.Ordinal));
    }

    private static string Token(string user) => TestTokens.Hs256(SigningKey, user, TimeProvider.System.GetUtcNow().AddHours(1));

    private string Sent(string secret)
    {
        _sent.Add(secret);
        return secret;
    }

    private AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Sent(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));

    private Task WriteSettings(string sections) => File.WriteAllTextAsync(SettingsPath, "{" + sections + "}", Cancel);

    /// <summary>Passwords in documents, right and wrong ones.</summary>
    private async Task PutAccounts(string document)
    {
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{_ports.Http}"), "manager", Realm);
        var core = (await rest.Get("live/coreServers"))[0].GetProperty("id").GetString();
        foreach (var body in new[] { document, "{" + document, document.Replace("\"mikey\"", $"[\"{Wrong}\"]", StringComparison.Ordinal) })
        {
            using var put = await rest.Send(HttpMethod.Put, $"config/core/{core}/directory", body);
            Add(await put.Content.ReadAsStringAsync(Cancel));
            using var post = await rest.Send(HttpMethod.Post, $"config/core/{core}/users", body);
            Add(await post.Content.ReadAsStringAsync(Cancel));
        }
    }

    private async Task LogInOverSocket(string user, string password)
    {
        await using var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.Http}/api/ws"));
        Add((await client.Login(user, password, meta: new { color = "red" })).ToString());
        Add((await client.Login(user, password)).ToString());
        Add((await client.Request("core", "user", "get", new { user })).ToString());
        Add((await client.Request("core", "user", "refresh", new { token = Wrong })).ToString());
    }

    private async Task LogInWithToken(string token)
    {
        await using var client = await ExternalApiClient.Connect(new Uri($"ws://127.0.0.1:{_ports.ExternalApi}/"));
        Add((await client.Request("core", "user", "login", new { token, pass = Wrong })).ToString());
        Add((await client.Request("core", "user", "refresh", new { token })).ToString());
        Add((await client.Request("core", "user", "get", new { user = "mikey" })).ToString());
    }

    private async Task LogInOverLines(string user, string password)
    {
        using var client = await LineClient.Connect(_ports.ExternalApiTcp);
        await client.Send(
            $$$"""{"class":"core","subclass":"user","cmd":"login","data":{"user":"{{{user}}}","pass":"{{{password}}}"},"tid":1}""",
            $$$"""{"class":"core","subclass":"user","cmd":"get","data":{"user":"{{{user}}}"},"tid":2}""",
            $$$"""{"user":"{{{password}}}" """);
        client.EndSending();
        Add(string.Join('\n', await client.ReadToEnd()));
    }

    private Task Call(AuthenticationHeaderValue credentials) => Http(HttpMethod.Post, "/rpc", credentials, _ports.ExternalApi);

    private Task Get(string path, AuthenticationHeaderValue? credentials, int? port = null) =>
        Http(HttpMethod.Get, path, credentials, port ?? _ports.Http);

    private async Task Http(HttpMethod method, string path, AuthenticationHeaderValue? credentials, int port)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        if (path.Contains("CORE", StringComparison.Ordinal))
        {
            using var rest = new RestClient(client.BaseAddress, "manager", Realm);
            path = path.Replace("CORE", (await rest.Get("live/coreServers"))[0].GetProperty("id").GetString(), StringComparison.Ordinal);
        }

        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = credentials;
        request.Content = method == HttpMethod.Post ? new StringContent("""{"class":"core","subclass":"user","cmd":"list"}""") : null;
        using var response = await client.SendAsync(request, Cancel);
        Add($"{(int)response.StatusCode} {response.Headers} {await response.Content.ReadAsStringAsync(Cancel)}");
    }

    private async Task ConnectFeed(string password)
    {
        Sent(Convert.ToBase64String(Encoding.UTF8.GetBytes($"manager:{password}")));
        try
        {
            await using var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{_ports.Http}"), password: password);
            await feed.Filter(("type", "call"));
        }
        catch (System.Net.WebSockets.WebSocketException refused)
        {
            Add(refused.Message);
        }
    }

    /// <summary>What no client of ours sends: the wrong protocol, broken heads, unknown things.</summary>
    private async Task SendNonsense()
    {
        var login = $$$"""{"class":"core","subclass":"user","cmd":"login","data":{"user":"u","password":"{{{Wrong}}}"},"tid":1}""" + "\n";
        foreach (var text in new[]
        {
            login,
            $"GET / HTTP/1.1\r\nHost: a\r\nAuthorization : Basic {Wrong}\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic {Wrong}\0\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: {Wrong}@[\r\n\r\n",
            $"{Wrong} / HTTP/9.9\r\n\r\n",
            $"set_extension_note@#{Wrong}\n",
        })
        {
            foreach (var port in new[] { _ports.Http, _ports.ExternalApi, _ports.ExternalApiTcp, _ports.Status, _ports.Management })
            {
                Add(await Exchange(port, text));
            }
        }
    }

    private static async Task<string> Exchange(int port, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync(Cancel);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task ReloadWithWrongSecrets(GatewayProcess gateway)
    {
        var times = 0;
        foreach (var sections in new[]
        {
            $$$"""  "Auth":{"Jwt":{"Secret":"{{{Wrong}}}"}} """,
            $$$"""  "Auth":{"Open":"{{{Wrong}}}"} """,
            $$$"""  "Auth":{"UsersFile":"{{{Wrong}}}"} """,
            $$$"""  "Auth":"{{{Wrong}}}" """,
            $$$"""  "Auth":{"Admin":{"Password":"{{{Wrong}}}","Other":"{{{Wrong}}}"}} """,
            $$$"""  "Cluster":"Password={{{Wrong}}}" """,
            $$$"""  "Auth":{"Admin":{"Password":"{{{Wrong}}} """,
        })
        {
            await WriteSettings(sections);
            gateway.AskToReload();
            await gateway.Logged("Reload refused", Cancel, ++times);
        }

        await WriteSettings($$$"""
            "Auth":{"Admin":{"Password":"{{{Admin}}}2"},"Realm":{"Password":"{{{Realm}}}"}},
            "Cluster":{"ConnectionString":"Host=other;Password={{{Database}}}"}
            """);
        gateway.AskToReload();
        await gateway.Logged("Cluster:ConnectionString has changed and needs a restart", Cancel);
        await gateway.Logged("Settings were reloaded", Cancel);
    }

    private void Add(string answer) => _answers.AppendLine(answer);

    private void Search(string where, string text, string? secret = null)
    {
        foreach (var each in _sent.Append(secret ?? Mark))
        {
            var at = text.IndexOf(each, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, $"{where}: ...{(at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)])}");
        }
    }
}
