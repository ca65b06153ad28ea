using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Transport;

/// <summary>A frame as the client sees it.</summary>
internal sealed record PeerFrame(byte Opcode, byte[] Payload, bool IsCompressed)
{
    public string Text => Encoding.UTF8.GetString(IsCompressed ? Deflated.Inflate(Payload) : Payload);

    /// <summary>The code of a close frame; 0 when it has none.</summary>
    public int Code => Payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(Payload);
}

/// <summary>A connection and its client, on one manual clock.</summary>
internal sealed class TestPeer : IDisposable
{
    public static readonly MessageConnectionOptions DefaultOptions = new() { MessageBytesMax = 65_536, QueueBytesMax = 1 << 20 };

    private readonly DeflateAgreement? _deflate;

    public TestPeer(
        MessageConnectionOptions? options = null,
        Framing framing = Framing.WebSocket,
        PipeWire? wire = null,
        DeflateAgreement? deflate = null)
    {
        _deflate = deflate;
        Wire = wire ?? new PipeWire();
        Wheel = new TimingWheel(Clock, NullLogger<TimingWheel>.Instance);
        Connection = new MessageConnection(Wire, framing, options ?? DefaultOptions, Wheel, deflate);
    }

    public ManualTimeProvider Clock { get; } = new();

    public TimingWheel Wheel { get; }

    public PipeWire Wire { get; }

    public MessageConnection Connection { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A client's frame, masked. Reserved bits are set with the opcode.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true, uint mask = 0x5AC3_1E77)
    {
        var header = new ArrayBufferWriter<byte>();
        header.Write((ReadOnlySpan<byte>)[(byte)((isFinal ? 0x80 : 0) | opcode)]);
        switch (payload.Length)
        {
            case < 126:
                header.Write((ReadOnlySpan<byte>)[(byte)(0x80 | payload.Length)]);
                break;
            case <= ushort.MaxValue:
                header.Write((ReadOnlySpan<byte>)[0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
            default:
                header.Write((ReadOnlySpan<byte>)[0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16),
                    (byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
        }

        var key = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(key, mask);
        var masked = payload.ToArray();
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] ^= key[i % 4];
        }

        return [.. header.WrittenSpan, .. key, .. masked];
    }

    public static byte[] Text(string text) => Frame(1, Encoding.UTF8.GetBytes(text));

    public static byte[] CloseFrame(int code, string reason = "") =>
        Frame(8, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public async Task Send(params byte[][] pieces)
    {
        foreach (var piece in pieces)
        {
            await Wire.ClientOutput.WriteAsync(piece, Cancel);
        }
    }

    public Task End() => Wire.ClientOutput.CompleteAsync().AsTask();

    /// <summary>The next message as the front end sees it.</summary>
    public async Task<(InboundKind Kind, string Text)> Read()
    {
        var message = await Connection.Read().AsTask().WaitAsync(Cancel);
        return (message.Kind, Encoding.UTF8.GetString(message.Payload.Span));
    }

    /// <summary>What failed; it is told once, then the next read closes.</summary>
    public async Task<InboundKind> ReadFailure()
    {
        var (kind, _) = await Read();
        Assert.Equal(InboundKind.End, (await Read()).Kind);
        return kind;
    }

    /// <summary>The next frame from the server; null when it has ended.</summary>
    public async Task<PeerFrame?> Receive()
    {
        while (true)
        {
            var result = await Wire.ClientInput.ReadAsync(Cancel);
            if (TryTakeFrame(result.Buffer, out var frame, out var end, _deflate is not null))
            {
                Wire.ClientInput.AdvanceTo(end);
                return frame;
            }

            Wire.ClientInput.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return null;
            }
        }
    }

    /// <summary>All that the server sends until it ends.</summary>
    public async Task<string> ReceiveAll()
    {
        var all = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await Wire.ClientInput.ReadAsync(Cancel);
            foreach (var segment in result.Buffer)
            {
                all.Write(segment.Span);
            }

            Wire.ClientInput.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return Encoding.UTF8.GetString(all.WrittenSpan);
            }
        }
    }

    public void Dispose() => Wheel.Dispose();

    internal static bool TryTakeFrame(
        ReadOnlySequence<byte> buffer, out PeerFrame? frame, out SequencePosition end, bool mayCompress = false)
    {
        frame = null;
        end = buffer.Start;
        var bytes = buffer.Slice(0, Math.Min(10, buffer.Length)).ToArray();
        if (bytes.Length < 2)
        {
            return false;
        }

        // Final, and no reserved bit but RSV1 where it may be.
        Assert.Equal(0x80, bytes[0] & (mayCompress ? 0xB0 : 0xF0));
        var (header, length) = (2, (long)bytes[1]);
        if (length == 126 && bytes.Length >= 4)
        {
            (header, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2)));
        }
        else if (length == 127 && bytes.Length >= 10)
        {
            (header, length) = (10, BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(2)));
        }

        if (buffer.Length < header + length)
        {
            return false;
        }

        frame = new PeerFrame((byte)(bytes[0] & 0x0F), buffer.Slice(header, length).ToArray(), (bytes[0] & 0x40) != 0);
        end = buffer.GetPosition(header + length);
        return true;
    }
}
