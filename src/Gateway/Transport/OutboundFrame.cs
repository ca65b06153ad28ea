namespace EventPlatform.Gateway.Transport;

/// <summary>What an entry of the outbound queue is, which decides its opcode and what it counts against.</summary>
internal enum OutboundKind : byte
{
    Event,
    Reply,
    Ping,
    Pong,

    /// <summary>The last entry: a close frame; on lines the end of sending.</summary>
    Close,

    /// <summary>An event or reply as <see cref="MessageDeflater"/> gives it to be written; never in the queue.</summary>
    Compressed,
}

/// <summary>An entry of the outbound queue: a reference to bytes that many connections may share, and what differs between them.</summary>
/// <param name="Payload">Never changed after it was queued.</param>
/// <param name="Number">Written as digits and <c>}</c> behind the payload; <see cref="NoNumber"/>: nothing follows.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct OutboundFrame(ReadOnlyMemory<byte> Payload, long Number, OutboundKind Kind)
{
    public const long NoNumber = -1;

    /// <summary>Least bytes that an entry counts for: what it costs in memory, so that the bound holds for tiny entries too.</summary>
    public const int CostMin = 32;

    /// <summary>A comment of Server-Sent Events (WHATWG HTML, 9.2.5).</summary>
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    /// <summary>Most bytes of a ping, without framing.</summary>
    internal static int PingBytesMax => Comment.Length;

    /// <summary>What shows a peer that the connection lives; null: there is nothing of that kind.</summary>
    public static OutboundFrame? Ping(Framing framing) => framing switch
    {
        Framing.WebSocket => new OutboundFrame(default, NoNumber, OutboundKind.Ping),
        Framing.EventStream => new OutboundFrame(Comment, NoNumber, OutboundKind.Ping),
        _ => null,
    };

    /// <summary>Bytes of the message, without framing.</summary>
    public int Length => Payload.Length + (Number == NoNumber ? 0 : Digits(Number) + 1);

    /// <summary>What it counts for while unsent.</summary>
    public int Cost => Math.Max(CostMin, Length);

    /// <summary>Decimal digits of a number that is 0 or more.</summary>
    internal static int Digits(long number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }
}
