using System.Net.Sockets;
using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Lines over TCP: JSON of the External API, or the Status interface, also inside TLS.</summary>
internal sealed class TcpPeer : SocketPeer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly bool _isStatus;

    private TcpPeer(Socket socket, bool isStatus) : base(socket) => _isStatus = isStatus;

    internal override bool IsStatus => _isStatus;

    protected override string Scheme => "tcp";

    internal static async Task<TcpPeer> Open(int port)
    {
        var peer = new TcpPeer(await Connect(port), isStatus: false);
        peer.StartReading();
        return peer;
    }

    internal static async Task<TcpPeer> OpenStatus(int port)
    {
        var peer = new TcpPeer(await Connect(port), isStatus: true);
        peer.StartReading();
        return peer;
    }

    internal static async Task<TcpPeer> OpenStatusTls(int port)
    {
        var peer = new TcpPeer(await Connect(port), isStatus: true);
        try
        {
            await peer.Encrypt();
            peer.StartReading();
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    internal override Task Send(ReadOnlyMemory<byte> bytes, SendKind kind) => kind switch
    {
        SendKind.Message or SendKind.Bytes => Write((byte[])[.. bytes.Span, (byte)'\n']),
        SendKind.Raw => Write(bytes),
        _ => throw new NotSupportedException("Lines are text."),
    };

    internal override Task BeginClose() => EndSending();

    protected override async Task<Incoming?> ReadMessages()
    {
        var line = new List<byte>();
        while (await ReadByte() is >= 0 and var next)
        {
            if (next != '\n')
            {
                line.Add((byte)next);
                continue;
            }

            Came(new Incoming.Message(Text(line)));
            line.Clear();
        }

        return line.Count == 0 ? new Incoming.Closed(null) : new Incoming.Broken("the server ended amid a line");
    }

    /// <summary>A CR can only be in a name of an unknown thing, which the Status interface echoes.</summary>
    private string Text(List<byte> line)
    {
        try
        {
            return line.Contains((byte)'\r') && !_isStatus
                ? throw new InvalidDataException("a line has CR in it")
                : Strict.GetString([.. line]);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("a line is no UTF-8", exception);
        }
    }
}
