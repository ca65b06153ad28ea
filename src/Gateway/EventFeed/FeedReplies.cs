using System.Buffers;
using System.Text;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// What the feed says to one client: answers to filter messages, and whether it resumed (docs/protocols/event-feed.md, 3, 5).
/// </summary>
internal static class FeedReplies
{
    // {"correlationId":…,"time":…,"type":"success"}
    public static ReadOnlyMemory<byte> Success(ReadOnlyMemory<byte> correlationId, long time)
    {
        var output = Begin(correlationId);
        output.Write(",\"time\":"u8);
        output.Integer(time);
        output.Write(",\"type\":\"success\"}"u8);
        return output.WrittenMemory;
    }

    // {"correlationId":…,"error":"…","time":…,"type":"error"}
    public static ReadOnlyMemory<byte> Error(ReadOnlyMemory<byte> correlationId, string error, long time)
    {
        var output = Begin(correlationId);
        output.Write(",\"error\":"u8);
        output.Text(Encoding.UTF8.GetBytes(error));
        output.Write(",\"time\":"u8);
        output.Integer(time);
        output.Write(",\"type\":\"error\"}"u8);
        return output.WrittenMemory;
    }

    // {"recovered":false,"type":"resume"}
    public static ReadOnlyMemory<byte> Resume(bool isRecovered) =>
        (isRecovered ? "{\"recovered\":true,\"type\":\"resume\"}"u8 : "{\"recovered\":false,\"type\":\"resume\"}"u8).ToArray();

    /// <summary>The same to a reader of Server-Sent Events, who is told only that nothing was recovered.</summary>
    public static ReadOnlyMemory<byte> NotRecovered { get; } =
        "event: resume\ndata: {\"recovered\":false,\"type\":\"resume\"}\n\n"u8.ToArray();

    private static ArrayBufferWriter<byte> Begin(ReadOnlyMemory<byte> correlationId)
    {
        var output = new ArrayBufferWriter<byte>(128);
        output.Write("{\"correlationId\":"u8);
        output.Write(correlationId.Span);
        return output;
    }
}
