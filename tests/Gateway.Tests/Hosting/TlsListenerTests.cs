using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Tests.ExternalApi;

namespace EventPlatform.Gateway.Tests.Hosting;

/// <summary>TLS in front of lines and WebSockets, through the whole host (external-api.md 1).</summary>
public sealed class TlsListenerTests : IDisposable
{
    private const string Login =
        """{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw","session_id":"s"},"tid":"l"}""";

    private static readonly AccessList Others = AccessList.Of("10.0.0.0/8");

    private readonly ApiWorld _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<SslProtocols> Protocols => [SslProtocols.Tls12, SslProtocols.Tls13];

    [Theory, MemberData(nameof(Protocols))]
    public async Task Lines_OverTls_RequestsAndEventsPass(SslProtocols protocol)
    {
        await using var gateway = await TlsGateway.Start(_world);
        await using var tls = await gateway.Connect("ExternalApiTcpTls", protocol);
        Assert.Equal(protocol, tls.SslProtocol);
        using var reader = new StreamReader(tls);
        foreach (var (request, answers) in Dialogue)
        {
            await tls.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), Cancel);
            foreach (var answer in answers)
            {
                Assert.Equal(answer, await reader.ReadLineAsync(Cancel));
            }
        }
    }

    [Fact]
    public async Task WebSocket_OverTls_RequestsAndEventsPass()
    {
        await using var gateway = await TlsGateway.Start(_world);
        using var client = new ClientWebSocket();
        client.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        await client.ConnectAsync(new Uri($"wss://127.0.0.1:{gateway.Port("ExternalApiTls")}/nkapi/ws"), Cancel);
        foreach (var (request, answers) in Dialogue)
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(request), WebSocketMessageType.Text, true, Cancel);
            foreach (var answer in answers)
            {
                var buffer = new byte[4_096];
                var result = await client.ReceiveAsync(buffer, Cancel);
                Assert.Equal((true, answer), (result.EndOfMessage, Encoding.UTF8.GetString(buffer, 0, result.Count)));
            }
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
    }

    [Theory]
    [InlineData(0x02, new byte[] { 0x15, 2, 70 })]
    [InlineData(0x03, new byte[] { 0x16, 2 })]
    public async Task Handshake_Version_1_1IsRefused_1_2IsNot(byte minorVersion, byte[] answer)
    {
        await using var gateway = await TlsGateway.Start(_world);
        await using var stream = await gateway.ConnectPlain("ExternalApiTcpTls");
        await stream.WriteAsync(ClientHello(minorVersion), Cancel);

        // Type, version (2), length (2), then an alert, level fatal, protocol_version, or a handshake's server_hello (RFC 5246 6.2, 7).
        var record = new byte[5 + answer.Length - 1];
        await stream.ReadExactlyAsync(record, Cancel);
        Assert.Equal(answer, (byte[])[record[0], .. record[5..]]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Lines_ClientEndsItsSide_WhatCameIsAnswered(bool isEndOfTcp)
    {
        await using var gateway = await TlsGateway.Start(_world);
        await using var stream = await gateway.ConnectPlain("ExternalApiTcpTls");
        await using var tls = await TlsGateway.Encrypt(stream);
        await tls.WriteAsync(Encoding.UTF8.GetBytes($"{Login}\n{Publish(1)}\n{Publish(2)}\n{Echo(3)}\n{{\"class\":7"), Cancel);
        if (isEndOfTcp)
        {
            stream.Socket.Shutdown(SocketShutdown.Send);
        }
        else
        {
            await tls.ShutdownAsync();
        }

        using var reader = new StreamReader(tls);
        var answers = await reader.ReadToEndAsync(Cancel);
        Assert.Equal(
            """
            {"ack":"l"}
            {"result":"ok","data":{"session_id":"s"},"tid":"l"}
            {"result":"ok","tid":1}
            {"result":"ok","tid":2}
            {"result":"ok","tid":3}

            """,
            answers);
    }

    [Theory, InlineData("ExternalApiTcpTls"), InlineData("StatusTls")]
    public async Task Lines_AddressNotListed_GetsNoHandshake(string listener)
    {
        using var world = new ApiWorld(access: new AccessOptions { ExternalApi = Others });
        await using var gateway = await TlsGateway.Start(world, Others);
        await Assert.ThrowsAsync<IOException>(() => gateway.Connect(listener));

        await using var silent = await gateway.ConnectPlain(listener);
        Assert.Equal(0, await silent.ReadAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task Lines_AddressListed_GetsItsHandshake()
    {
        await using var gateway = await TlsGateway.Start(_world);
        await using var tls = await gateway.Connect("StatusTls");
        await tls.WriteAsync("hello\n"u8.ToArray(), Cancel);
        using var reader = new StreamReader(tls);
        Assert.Equal("Error: Invalid command.", await reader.ReadLineAsync(Cancel));
    }

    public void Dispose() => _world.Dispose();

    private static (string Request, string[] Answers)[] Dialogue =>
    [
        (Login, ["""{"ack":"l"}""", """{"result":"ok","data":{"session_id":"s"},"tid":"l"}"""]),
        ("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"a"},"tid":1}""", ["""{"result":"ok","tid":1}"""]),
        (Echo(2), ["""{"result":"ok","tid":2}"""]),
        (Publish(3), ["""{"class":"core","cmd":"event","data":{"class":"a"},"tid":1}""", """{"result":"ok","tid":3}"""]),
    ];

    private static string Publish(int tid) =>
        $$"""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a"},"tid":{{tid}}}""";

    private static string Echo(int tid) => $$"""{"class":7,"cmd":"echo","tid":{{tid}}}""";

    /// <summary>A ClientHello that offers what the certificate needs up to a version 1.x (RFC 5246 7.4.1.2).</summary>
    private static byte[] ClientHello(byte minorVersion)
    {
        byte[] extensions =
        [
            0x00, 0x0A, 0, 4, 0, 2, 0x00, 0x17, // supported_groups: secp256r1
            0x00, 0x0B, 0, 2, 1, 0, // ec_point_formats: uncompressed
            0x00, 0x0D, 0, 4, 0, 2, 0x04, 0x03, // signature_algorithms: ecdsa_secp256r1_sha256
        ];
        byte[] body =
        [
            3, minorVersion, .. Enumerable.Repeat((byte)7, 32), 0,
            0, 4, 0xC0, 0x2B, 0xC0, 0x09, // ECDHE-ECDSA with AES-128-GCM, and with AES-128-CBC
            1, 0,
            0, (byte)extensions.Length, .. extensions,
        ];
        byte[] handshake = [1, 0, 0, (byte)body.Length, .. body];
        return [0x16, 3, 1, 0, (byte)handshake.Length, .. handshake];
    }
}
