namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>The External API's lines with programs of other people: OpenBSD's nc, and OpenSSL's s_client.</summary>
[Collection(typeof(SmokeRun))]
public sealed class LineClientsTests(SmokeGateway gateway)
{
    public static TheoryData<string> Clients => ["nc", "-tls1_2", "-tls1_3"];

    [Theory, MemberData(nameof(Clients))]
    public Task Dialogue_TwoSessions_IsWordForWord(string client) =>
        Dialogue.Run("two_sessions.txt", gateway.NewName(), () => Open(client));

    [Theory, MemberData(nameof(Clients))]
    public Task Dialogue_Refusals_IsWordForWord(string client) =>
        Dialogue.Run("refusals.txt", gateway.NewName(), () => Open(client));

    [Theory, MemberData(nameof(Clients))]
    public async Task Line_Wrong_IsToldAndTheConnectionEnds(string client)
    {
        await using var connection = await Open(client);
        await connection.Send("[]");
        await connection.Expect("""{"result":"error","data":{"code":100072,"error":"Invalid message"}}""");
        await connection.ExpectClose("");
    }

    [Theory, MemberData(nameof(Clients))]
    public async Task Line_TooLong_IsToldBeforeItEnds(string client)
    {
        await using var process = await Start(client);
        await process.Write(new string(' ', 65_537));
        Assert.Equal(
            """{"result":"error","data":{"code":100072,"error":"Message too large"}}""" + "\n", await process.ReadRest());
    }

    /// <summary>All at once, and then nc ends its side: what came is answered, the unfinished line is dropped.</summary>
    [Theory, InlineData("\n"), InlineData("\r\n")]
    public async Task Nc_EndsItsSide_WhatCameIsAnswered(string lineEnd)
    {
        var name = gateway.NewName();
        await using var nc = await Start("nc");
        await nc.Write(string.Join(lineEnd, Login(name), "", " ", Publish(1), Publish(2), """{"class":"core","""));
        nc.EndInput();
        Assert.Equal(
            ($$$"""
            {"ack":"l"}
            {"result":"ok","data":{"session_id":"{{{name}}}"},"tid":"l"}
            {"result":"ok","tid":1}
            {"result":"ok","tid":2}

            """, 0),
            (await nc.ReadRest(), await nc.ExitCode()));
    }

    /// <summary>The end of its input does not end this client (-ign_eof, part of -quiet): the gateway must end the connection.</summary>
    [Fact]
    public async Task OpenSsl_StopsItsOwnSession_ConnectionEndsInOrder()
    {
        var name = gateway.NewName();
        await using var client = await ForeignTool.OpenSsl.Start(TlsArguments);
        await client.Write($$$"""
            {{{Login(name)}}}
            {"class":"core","subclass":"session","cmd":"stop","data":{"session_id":"{{{name}}}"},"tid":1}
            {{{Publish(2)}}}

            """);
        client.EndInput();
        Assert.Equal(
            ($$$"""
            {"ack":"l"}
            {"result":"ok","data":{"session_id":"{{{name}}}"},"tid":"l"}
            {"result":"ok","data":{"user":"anna"},"tid":1}

            """, 0),
            (await client.ReadRest(), await client.ExitCode()));
    }

    [Fact]
    public async Task OpenSsl_Tls1_1_IsRefused()
    {
        await using var client = await Start("-tls1_1");
        Assert.Equal(("", 1), (await client.ReadRest(), await client.ExitCode()));
        Assert.Contains("alert protocol version", await client.Errors(), StringComparison.Ordinal);
    }

    private string[] TlsArguments =>
    [
        "s_client", "-quiet", "-connect", $"127.0.0.1:{gateway.ExternalApiTcpTls}",
        "-CAfile", gateway.Certificate, "-verify_return_error", "-verify_hostname", "localhost",
    ];

    private async Task<ForeignConnection> Open(string client) => new(await Start(client), isWebSocket: false);

    /// <summary>Either ends the connection when its input ends.</summary>
    private Task<ForeignProcess> Start(string client) => client == "nc"
        ? ForeignTool.Netcat.Start("-N", "127.0.0.1", $"{gateway.ExternalApiTcp}")
        : ForeignTool.OpenSsl.Start([.. TlsArguments, "-no_ign_eof", client]);

    private static string Login(string name) =>
        $$$"""{"class":"core","subclass":"user","cmd":"login","data":{"user":"anna","session_id":"{{{name}}}"},"tid":"l"}""";

    private static string Publish(int tid) => $$$"""{"class":"core","cmd":"event","data":{"class":"call"},"tid":{{{tid}}}}""";
}
