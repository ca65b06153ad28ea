using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace EventPlatform.Gateway.Transport;

/// <summary>The payload of a close frame (RFC 6455 5.5.1): nothing, or a code of two bytes and a reason in UTF-8.</summary>
internal static class CloseFrame
{
    /// <summary>Stands for a close frame without a code; never on the wire (RFC 6455 7.4.1).</summary>
    public const int NoStatus = 1005;

    public static byte[] Payload(int code, string reason)
    {
        var payload = new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, FrameHeader.ControlBytesMax, nameof(reason));
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetBytes(reason, payload.AsSpan(2));
        return payload;
    }

    /// <summary>What is wrong with a peer's close frame.</summary>
    /// <returns>null: nothing.</returns>
    public static CloseCode? Check(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return null;
        }

        if (payload.Length == 1 || !MayBeSent(Status(payload)))
        {
            return CloseCode.ProtocolError;
        }

        return Utf8.IsValid(payload[2..]) ? null : CloseCode.InvalidPayload;
    }

    /// <summary>The code of a frame that was checked.</summary>
    public static int Status(ReadOnlySpan<byte> payload) =>
        payload.IsEmpty ? NoStatus : BinaryPrimitives.ReadUInt16BigEndian(payload);

    /// <summary>The answer to a frame that was checked: its code without the reason.</summary>
    public static ReadOnlyMemory<byte> Echo(ReadOnlyMemory<byte> payload) => payload.IsEmpty ? payload : payload[..2];

    /// <summary>Codes that an endpoint may put on the wire (RFC 6455 7.4).</summary>
    private static bool MayBeSent(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1011) or (>= 3000 and <= 4999);
}
