using System.Buffers;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>An event as it is sent, encoded once for each format, by the first who needs it. Not thread-safe.</summary>
/// <param name="json">One JSON object on one line; never changes.</param>
/// <param name="id">Its <c>eventId</c>.</param>
internal sealed class FeedPayload(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> id)
{
    private ReadOnlyMemory<byte>? _eventStream;

    /// <summary>The bytes, shared by all readers of that format.</summary>
    public ReadOnlyMemory<byte> In(FeedFormat format) => format == FeedFormat.Json ? json : _eventStream ??= EventStream();

    // server: id: EVENTID LF data: JSON LF LF
    private ReadOnlyMemory<byte> EventStream()
    {
        var output = new ArrayBufferWriter<byte>(json.Length + id.Length + 16);
        output.Write("id: "u8);
        output.Write(id.Span);
        output.Write("\ndata: "u8);
        output.Write(json.Span);
        output.Write("\n\n"u8);
        return output.WrittenMemory;
    }
}
