using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventPlatform.Gateway.EventFeed.History;

namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>
/// An event as the feed tells it: flat, with its top-level properties (docs/protocols/event-feed.md, 2). One instance serves all events,
/// one after another. A publisher's body is looked into only when a filter or a reader needs it.
/// </summary>
/// <param name="positions">Gives the event's id.</param>
internal sealed class FeedEvent(FeedPositions positions)
{
    private readonly List<FeedProperty> _fixed = [];
    private readonly BodyMembers _members = new();
    private ArrayBufferWriter<byte> _texts = new(1_024);
    private ReadOnlyMemory<byte> _body;
    private bool _isBodyRead;

    /// <summary>Where the id is: it is added first.</summary>
    private const int IdIndex = 0;

    /// <summary>Bytes that the space for texts keeps from one event to the next.</summary>
    private const int TextBytesKept = 65_536;

    /// <summary>Begins the next event with the properties that all have.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="time">When it happened, Unix milliseconds.</param>
    /// <param name="coreServer">The cluster.</param>
    public FeedEvent Begin(ReadOnlySpan<byte> type, long time, Guid coreServer)
    {
        positions.Next();
        _fixed.Clear();
        _members.Clear();
        _body = default;
        _isBodyRead = false;
        if (_texts.Capacity > TextBytesKept)
        {
            _texts = new ArrayBufferWriter<byte>(1_024);
        }

        _texts.ResetWrittenCount();
        _fixed.Add(new FeedProperty(Keep("eventId"u8), FeedValueKind.Position, default));
        return Text("type"u8, type).Integer("time"u8, time).Id("coreServerId"u8, coreServer);
    }

    public FeedEvent Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) => Add(name, FeedValueKind.Text, Keep(text));

    /// <summary>A text; null: the key with <c>null</c>.</summary>
    public FeedEvent Text(ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
        {
            return Null(name);
        }

        var count = Encoding.UTF8.GetBytes(text, _texts.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        return Add(name, FeedValueKind.Text, Take(count));
    }

    /// <summary>A UUID in lower case; null: the key with <c>null</c>.</summary>
    public FeedEvent Id(ReadOnlySpan<byte> name, Guid? id)
    {
        if (id is not { } value)
        {
            return Null(name);
        }

        value.TryFormat(_texts.GetSpan(36), out var count);
        return Add(name, FeedValueKind.Text, Take(count));
    }

    public FeedEvent Integer(ReadOnlySpan<byte> name, long value)
    {
        value.TryFormat(_texts.GetSpan(20), out var count, provider: CultureInfo.InvariantCulture);
        return Add(name, FeedValueKind.Literal, Take(count));
    }

    public FeedEvent False(ReadOnlySpan<byte> name) => Add(name, FeedValueKind.Literal, Keep("false"u8));

    public FeedEvent Null(ReadOnlySpan<byte> name) => Add(name, FeedValueKind.Null, default);

    /// <summary>Adds a publisher's members. Names that the event has already are taken; only <c>username</c> gives way.</summary>
    /// <param name="body">A JSON object that has been checked; empty: none.</param>
    public FeedEvent Members(ReadOnlyMemory<byte> body)
    {
        _body = body;
        return this;
    }

    /// <summary>A property that is there; null counts as none (docs/protocols/event-feed.md, 3).</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out FeedProperty property)
    {
        var index = IndexOf(name);
        if (index >= 0 && !name.SequenceEqual("username"u8))
        {
            property = Resolved(index);
            return property.Kind != FeedValueKind.Null;
        }

        ReadBody();
        if (!_members.TryFind(name, out property))
        {
            property = index >= 0 ? _fixed[index] : default;
        }

        return property.Kind != FeedValueKind.Null;
    }

    /// <summary>The event as it goes to every reader, in bytes of its own.</summary>
    public FeedPayload Encode()
    {
        ReadBody();
        var output = new ArrayBufferWriter<byte>(256 + _body.Length);
        var separator = "{"u8;
        for (var index = 0; index < _fixed.Count; index++)
        {
            if (!_members.IsReplaced(_fixed[index].Name.Span))
            {
                output.Write(separator);
                Resolved(index).WriteTo(output);
                separator = ","u8;
            }
        }

        foreach (var member in _members.All)
        {
            output.Write(separator);
            member.WriteTo(output);
        }

        output.Write("}"u8);
        return new FeedPayload(output.WrittenSpan.ToArray(), Resolved(IdIndex).Value);
    }

    private FeedEvent Add(ReadOnlySpan<byte> name, FeedValueKind kind, ReadOnlyMemory<byte> value)
    {
        _fixed.Add(new FeedProperty(Keep(name), kind, value));
        return this;
    }

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < _fixed.Count; index++)
        {
            if (_fixed[index].Name.Span.SequenceEqual(name))
            {
                return index;
            }
        }

        return -1;
    }

    private FeedProperty Resolved(int index)
    {
        var property = _fixed[index];
        return property.Kind == FeedValueKind.Position
            ? _fixed[index] = property with { Kind = FeedValueKind.Text, Value = positions.Text() }
            : property;
    }

    private void ReadBody()
    {
        if (_isBodyRead)
        {
            return;
        }

        _isBodyRead = true;
        if (_body.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(_body.Span, new JsonReaderOptions { MaxDepth = 1_000 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            reader.Read();
            var (start, token) = ((int)reader.TokenStartIndex, reader.TokenType);
            reader.Skip();
            if (IndexOf(JsonStrings.Text(name.Span)) < 0 || JsonStrings.Equal(name.Span, "username"u8))
            {
                _members.Set(name, token, _body[start..(int)reader.BytesConsumed]);
            }
        }
    }

    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        _texts.Write(bytes);
        return _texts.WrittenMemory[^bytes.Length..];
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        _texts.Advance(count);
        return _texts.WrittenMemory[^count..];
    }
}
