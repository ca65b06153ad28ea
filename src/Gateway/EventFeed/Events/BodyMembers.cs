using System.Text.Json;

namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>The members of a publisher's body that its event shows; of equal names the last counts.</summary>
internal sealed class BodyMembers
{
    /// <summary>Space that is kept from one body to the next, in members: clearing it costs by its size.</summary>
    private const int CountKept = 256;

    private List<FeedProperty> _all = [];
    private Dictionary<ReadOnlyMemory<byte>, int> _byName = new(Utf8Keys.Comparer);

    public IReadOnlyList<FeedProperty> All => _all;

    public void Clear()
    {
        if (_all.Count == 0)
        {
            return;
        }

        if (_all.Count > CountKept)
        {
            _all = [];
            _byName = new(Utf8Keys.Comparer);
        }

        _all.Clear();
        _byName.Clear();
    }

    /// <param name="name">As it was written, without quotes.</param>
    /// <param name="token">The value's first token.</param>
    /// <param name="value">As it was written.</param>
    public void Set(ReadOnlyMemory<byte> name, JsonTokenType token, ReadOnlyMemory<byte> value)
    {
        var property = new FeedProperty(name, KindOf(token), value);
        var text = name.Span.Contains((byte)'\\') ? JsonStrings.Text(name.Span).ToArray() : name;
        if (_byName.TryAdd(text, _all.Count))
        {
            _all.Add(property);
        }
        else
        {
            _all[_byName[text]] = property;
        }
    }

    public bool TryFind(ReadOnlySpan<byte> name, out FeedProperty property)
    {
        var isThere = _byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var index);
        property = isThere ? _all[index] : default;
        return isThere;
    }

    /// <summary>Whether the body has this name.</summary>
    public bool IsReplaced(ReadOnlySpan<byte> name) => _all.Count > 0 && TryFind(name, out _);

    private static FeedValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.Null => FeedValueKind.Null,
        JsonTokenType.String => FeedValueKind.RawString,
        JsonTokenType.StartObject or JsonTokenType.StartArray => FeedValueKind.Composite,
        _ => FeedValueKind.Literal,
    };
}
