using System.Net.Sockets;
using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Lines over TCP.</summary>
internal sealed class TcpPeer : SocketPeer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private TcpPeer(Socket socket) : base(socket)
    {
    }

    protected override string Scheme => "tcp";

    internal static async Task<TcpPeer> Open(int port)
    {
        var peer = new TcpPeer(await Connect(port));
        peer.StartReading();
        return peer;
    }

    internal override Task Send(ReadOnlyMemory<byte> bytes, SendKind kind) => kind switch
    {
        SendKind.Message or SendKind.Bytes => Write((byte[])[.. bytes.Span, (byte)'\n']),
        SendKind.Raw => Write(bytes),
        _ => throw new NotSupportedException("Lines are text."),
    };

    internal override Task BeginClose()
    {
        EndSending();
        return Task.CompletedTask;
    }

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

    private static string Text(List<byte> line)
    {
        try
        {
            return line.Contains((byte)'\r') ? throw new InvalidDataException("a line has CR in it") : Strict.GetString([.. line]);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("a line is no UTF-8", exception);
        }
    }
}
