namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>The External API with WebSocket clients of other people: npm's ws, and Python's websockets.</summary>
[Collection(typeof(SmokeRun))]
public sealed class WebSocketClientsTests(SmokeGateway gateway)
{
    private const string Ws = "ws";
    private const string Websockets = "websockets";
    private const int MessageBytesMax = 65_536;

    private static readonly string[] Both = [Ws, Websockets];

    private static readonly (string Listener, string Options)[] Ways =
    [
        ("ExternalApi", ""),
        ("ExternalApi", "--deflate"),
        ("ExternalApi", "--fragments"),
        ("ExternalApiTls", ""),
        ("Http", "--deflate --fragments"),
        ("Https", "--deflate"),
    ];

    private static readonly (string Options, string Message, string Error, string Code)[] Wrong =
    [
        ("", """{"class":"core",""", "Invalid JSON", "1007"),
        ("--deflate", """{"class":"core",""", "Invalid JSON", "1007"),
        ("", "[]", "Invalid message", "1008"),
        ("", """{"class":"core","cmd":"event"}""", "Invalid message", "1008"),
        ("--binary", """{"ack":1}""", "Invalid message", "1003"),
    ];

    public static TheoryData<string> Clients => [.. Both];

    /// <summary>Client, listener, options.</summary>
    public static TheoryData<string, string, string> Connections =>
        [.. from client in Both from way in Ways select (client, way.Listener, way.Options)];

    /// <summary>Client, options, message, error, close code.</summary>
    public static TheoryData<string, string, string, string, string> Mistakes =>
        [.. from client in Both from wrong in Wrong select (client, wrong.Options, wrong.Message, wrong.Error, wrong.Code)];

    [Theory, MemberData(nameof(Connections))]
    public Task Dialogue_TwoSessions_IsWordForWord(string client, string listener, string options) =>
        Dialogue.Run("two_sessions.txt", gateway.NewName(), () => Open(client, listener, options));

    [Theory, MemberData(nameof(Clients))]
    public Task Dialogue_Refusals_IsWordForWord(string client) =>
        Dialogue.Run("refusals.txt", gateway.NewName(), () => Open(client, "ExternalApi", ""));

    [Theory, MemberData(nameof(Mistakes))]
    public async Task Message_Wrong_IsToldAndClosesWithItsCode(string client, string options, string message, string error, string code)
    {
        await using var connection = await Open(client, "ExternalApi", options);
        await connection.Send(message);
        await connection.Expect($$$"""{"result":"error","data":{"code":100072,"error":"{{{error}}}"}}""");
        await connection.ExpectClose(code);
    }

    [Theory]
    [InlineData(Ws, "")]
    [InlineData(Ws, "--deflate --fragments")]
    [InlineData(Websockets, "")]
    [InlineData(Websockets, "--deflate --fragments")]
    public async Task Message_OneByteTooLarge_ClosesWith1009(string client, string options)
    {
        await using var connection = await Open(client, "ExternalApi", options);
        await connection.Send(Publish(Text(MessageBytesMax + 1 - Publish("").Length)));
        await connection.ExpectClose("1009");
    }

    [Theory]
    [InlineData(Ws, "--fragments")]
    [InlineData(Ws, "--deflate --fragments")]
    [InlineData(Websockets, "")]
    [InlineData(Websockets, "--deflate --fragments")]
    public async Task Message_Largest_Arrives(string client, string options)
    {
        await using var subscriber = await Open(client, "ExternalApi", options);
        await PassLargest(subscriber, client, options);
    }

    /// <summary>Only this client tells how much it has read.</summary>
    [Theory, InlineData("", false), InlineData("--deflate", true)]
    public async Task Message_LargestToWs_IsCompressedWhenOffered(string options, bool isCompressed)
    {
        await using var subscriber = await Open(Ws, "ExternalApi", options);
        await PassLargest(subscriber, Ws, options);

        // Digits of base 16: half of their bits say nothing.
        Assert.Equal(isCompressed, await subscriber.BytesRead() < MessageBytesMax * 2 / 3);
    }

    [Theory]
    [InlineData(Ws, "error Unexpected server response: 404\n")]
    [InlineData(Websockets, "error server rejected WebSocket connection: HTTP 404\n")]
    public async Task Path_Unknown_IsRefusedWith404(string client, string output)
    {
        await using var process = await Start(client, $"ws://127.0.0.1:{gateway.ExternalApi}/api/ws");
        Assert.Equal((output, 1), (await process.ReadRest(), await process.ExitCode()));
    }

    private async Task PassLargest(ForeignConnection subscriber, string client, string options)
    {
        var text = Text(MessageBytesMax - Publish("").Length);
        await LogIn(subscriber);
        await subscriber.Send("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"large"},"tid":1}""");
        await subscriber.Expect("""{"result":"ok","tid":1}""");
        await using var publisher = await Open(client, "ExternalApi", options);
        await LogIn(publisher);
        await publisher.Send(Publish(text));
        await publisher.Expect("""{"result":"ok","tid":2}""");
        await subscriber.Expect(
            $$$"""{"class":"core","cmd":"event","data":{"class":"large","body":{"text":"{{{text}}}"}},"tid":1}""");
        await publisher.Close();
        await subscriber.Close();
    }

    private async Task LogIn(ForeignConnection connection)
    {
        var name = gateway.NewName();
        await connection.Send(
            $$$"""{"class":"core","subclass":"user","cmd":"login","data":{"user":"anna","session_id":"{{{name}}}"},"tid":0}""");
        await connection.Expect("""{"ack":0}""");
        await connection.Expect($$$"""{"result":"ok","data":{"session_id":"{{{name}}}"},"tid":0}""");
    }

    private async Task<ForeignConnection> Open(string client, string listener, string options)
    {
        var address = Address(listener);
        string[] trusted = address.StartsWith("wss:", StringComparison.Ordinal) ? ["--ca", gateway.Certificate] : [];
        var process = await Start(client, address, [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. trusted]);
        var connection = new ForeignConnection(process, isWebSocket: true);
        try
        {
            await connection.Expect(options.Contains("--deflate", StringComparison.Ordinal) ? "open permessage-deflate" : "open");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static Task<ForeignProcess> Start(string client, string address, params string[] options) => client == Ws
        ? ForeignTool.Ws.Start(["ws_client.js", address, .. options])
        : ForeignTool.Websockets.Start(["-X", "utf8", "websockets_client.py", address, .. options]);

    private string Address(string listener) => listener switch
    {
        "ExternalApi" => $"ws://127.0.0.1:{gateway.ExternalApi}/",
        "ExternalApiTls" => $"wss://127.0.0.1:{gateway.ExternalApiTls}/nkapi/ws",
        "Http" => $"ws://127.0.0.1:{gateway.Http}/api/ws",
        "Https" => $"wss://127.0.0.1:{gateway.Https}/api/ws",
        _ => throw new ArgumentOutOfRangeException(nameof(listener), listener, "No WebSocket listener."),
    };

    private static string Publish(string text) =>
        $$$"""{"class":"core","cmd":"event","data":{"class":"large","body":{"text":"{{{text}}}"}},"tid":2}""";

    private static string Text(int length)
    {
        var bytes = new byte[(length + 1) / 2];
        new Random(1).NextBytes(bytes);
        return Convert.ToHexStringLower(bytes)[..length];
    }
}
