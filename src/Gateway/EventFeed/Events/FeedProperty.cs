using System.Buffers;

namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>A top-level property of a feed event.</summary>
/// <param name="Name">As it stands on the wire, without quotes.</param>
/// <param name="Kind">How <paramref name="Value"/> is held.</param>
/// <param name="Value">Valid while the event is being delivered.</param>
internal readonly record struct FeedProperty(ReadOnlyMemory<byte> Name, FeedValueKind Kind, ReadOnlyMemory<byte> Value)
{
    /// <summary>The value's text, with which filters compare (docs/protocols/event-feed.md, 3).</summary>
    /// <returns>False: it has none, being an object, a list or null.</returns>
    public bool TryText(out ReadOnlySpan<byte> text)
    {
        text = Kind == FeedValueKind.RawString ? JsonStrings.Text(Value.Span[1..^1]) : Value.Span;
        return Kind is FeedValueKind.Text or FeedValueKind.RawString or FeedValueKind.Literal;
    }

    /// <summary>Writes <c>"name":value</c>.</summary>
    public void WriteTo(ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        output.Write(Name.Span);
        output.Write("\":"u8);
        switch (Kind)
        {
            case FeedValueKind.Null:
                output.Write("null"u8);
                break;
            case FeedValueKind.Text:
                output.Text(Value.Span);
                break;
            default:
                output.OneLine(Value.Span);
                break;
        }
    }
}
