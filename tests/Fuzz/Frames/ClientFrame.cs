using System.Buffers.Binary;

namespace EventPlatform.Fuzz.Frames;

/// <summary>A frame of a client, right or wrong (RFC 6455 5.2).</summary>
internal sealed record ClientFrame(int Opcode, byte[] Payload)
{
    public bool IsFinal { get; init; } = true;

    /// <summary>The three reserved bits.</summary>
    public int Reserved { get; init; }

    public bool IsMasked { get; init; } = true;

    public uint Mask { get; init; }

    /// <summary>Bytes that the length takes: 0 in the first two, 2 or 8 behind them; null: as few as can be.</summary>
    public int? LengthBytes { get; init; }

    /// <summary>The length that is told; null: the payload's.</summary>
    public ulong? ToldLength { get; init; }

    public bool IsControl => Opcode >= 8;

    public ulong Length => ToldLength ?? (ulong)Payload.Length;

    /// <summary>Whether the length is told in as few bytes as can be.</summary>
    public bool IsShortest => LengthBytes is null || LengthBytes == Shortest;

    private int Shortest => Length switch { < 126 => 0, <= ushort.MaxValue => 2, _ => 8 };

    public byte[] ToBytes()
    {
        var lengthBytes = LengthBytes ?? Shortest;
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, Length);
        var first = (byte)((IsFinal ? 0x80 : 0) | (Reserved << 4) | Opcode);
        var second = (byte)((IsMasked ? 0x80 : 0) | lengthBytes switch { 0 => (int)Length & 0x7F, 2 => 126, _ => 127 });
        var mask = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(mask, Mask);
        return IsMasked
            ? [first, second, .. length[^lengthBytes..], .. mask, .. Payload.Select((value, index) => (byte)(value ^ mask[index % 4]))]
            : [first, second, .. length[^lengthBytes..], .. Payload];
    }
}
