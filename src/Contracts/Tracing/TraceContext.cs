using System.Diagnostics;

namespace EventPlatform.Contracts.Tracing;

/// <summary>
/// The span that an event comes from, as it stands in a block: trace id 16, span id 8, flags u8. Only events of recorded traces have one.
/// </summary>
public static class TraceContext
{
    public const int Bytes = 25;

    private const int SpanAt = 16;
    private const int FlagsAt = 24;

    public static void Write(Span<byte> bytes, ActivityContext context)
    {
        context.TraceId.CopyTo(bytes[..SpanAt]);
        context.SpanId.CopyTo(bytes[SpanAt..FlagsAt]);
        bytes[FlagsAt] = (byte)context.TraceFlags;
    }

    public static ActivityContext Read(ReadOnlySpan<byte> bytes) => new(
        ActivityTraceId.CreateFromBytes(bytes[..SpanAt]),
        ActivitySpanId.CreateFromBytes(bytes[SpanAt..FlagsAt]),
        (ActivityTraceFlags)bytes[FlagsAt],
        isRemote: true);
}
