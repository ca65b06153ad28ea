using System.Buffers.Binary;

namespace EventPlatform.Fuzz.Frames;

/// <summary>Cuts what the gateway sends into frames, strictly by RFC 6455 5.2.</summary>
internal sealed class ServerFrames
{
    /// <summary>RSV1 marks a compressed message, on its first frame (RFC 7692 6).</summary>
    private const int CompressedBit = 0x40;

    private byte[] _buffer = new byte[4_096];
    private int _start;
    private int _end;

    /// <summary>Whether compression was agreed on.</summary>
    public bool MayCompress { get; set; }

    /// <summary>Whether bytes are left that are no whole frame.</summary>
    public bool HasRest => _end > _start;

    /// <summary>Room for bytes to come; tell with <see cref="Added"/> how many came.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        return _buffer.AsMemory(_end);
    }

    public void Added(int bytes) => _end += bytes;

    /// <summary>The next frame.</summary>
    /// <returns>null: it is not there yet, or something is wrong with it.</returns>
    public ServerFrame? Next(out string? wrong)
    {
        wrong = null;
        var bytes = _buffer.AsSpan(_start.._end);
        if (bytes.Length < 2)
        {
            return null;
        }

        var (first, second) = (bytes[0], bytes[1]);
        var opcode = first & 0x0F;
        var headerLength = (second & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        wrong = Check(first, second, opcode);
        if (wrong is not null || bytes.Length < headerLength)
        {
            return null;
        }

        var length = headerLength switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            10 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            _ => (ulong)(second & 0x7F),
        };
        if ((headerLength == 4 && length < 126) || (headerLength == 10 && length <= ushort.MaxValue))
        {
            wrong = "a frame of the gateway whose length is not in its shortest form";
            return null;
        }

        if ((ulong)(bytes.Length - headerLength) < length)
        {
            return null;
        }

        var end = headerLength + (int)length;
        _start += end;
        return new ServerFrame(opcode, (first & 0x80) != 0, (first & CompressedBit) != 0, bytes[headerLength..end].ToArray());
    }

    private string? Check(byte first, byte second, int opcode)
    {
        var isControlRight = opcode < 8 || ((first & 0x80) != 0 && (second & 0x7F) < 126);
        var reserved = first & (MayCompress && opcode == ServerFrame.Text ? 0x70 & ~CompressedBit : 0x70);
        return reserved != 0 ? "a frame of the gateway with reserved bits"
            : (second & 0x80) != 0 ? "a masked frame of the gateway"
            : opcode is not (<= 1 or (>= 8 and <= 10)) ? $"a frame of the gateway with opcode {opcode}"
            : isControlRight ? null : "a control frame of the gateway that is fragmented or too long";
    }
}
