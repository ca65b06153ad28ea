using System.Globalization;
using System.Net;
using System.Text;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>Where the server is and what is spoken there, with everything that is the same for each connection.</summary>
internal sealed class ServerAddress
{
    /// <summary>The example of RFC 6455 1.3: a key need not be secret, and its answer is known.</summary>
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private readonly byte[][] _sources;

    /// <param name="endPoint">The listener.</param>
    /// <param name="framing">What it speaks.</param>
    /// <param name="path">Over WebSocket, the path of the upgrade.</param>
    /// <param name="addressCount">Local addresses that clients take in turn, from 127.0.0.1 on: each has its own ports.</param>
    /// <param name="credentials">Over WebSocket, user and password with a colon between (RFC 7617); null: none.</param>
    public ServerAddress(IPEndPoint endPoint, Framing framing, string path, int addressCount, string? credentials = null)
    {
        var authorization = credentials is null
            ? ""
            : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}\r\n";
        Framing = framing;
        Target = SocketAddresses.Of(endPoint);
        Upgrade = Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {endPoint}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            $"{authorization}Sec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n\r\n");
        _sources = [.. Enumerable.Range(0, addressCount).Select(index => SocketAddresses.Of(new IPEndPoint(SourceIp(index), 0)))];
    }

    public Framing Framing { get; }

    public byte[] Target { get; }

    /// <summary>The request that opens a WebSocket.</summary>
    public byte[] Upgrade { get; }

    /// <summary>What the answer to <see cref="Upgrade"/> has in it.</summary>
    public static ReadOnlySpan<byte> UpgradeAccept => "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="u8;

    /// <summary>The local address of the n-th connection.</summary>
    public byte[] Source(int number) => _sources[number % _sources.Length];

    /// <summary>How <c>user/get</c> tells of the n-th connection (external-api.md 4).</summary>
    public string Remote(int number, int port)
    {
        var transport = Framing == Framing.WebSocket ? "ws" : "tcp";
        return string.Create(CultureInfo.InvariantCulture, $"{transport}:{SourceIp(number % _sources.Length)}:{port}");
    }

    private static IPAddress SourceIp(int index) => new([127, 0, 0, (byte)(index + 1)]);
}
