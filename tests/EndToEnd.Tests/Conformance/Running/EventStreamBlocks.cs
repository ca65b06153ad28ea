using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// Server-Sent Events (WHATWG HTML 9.2) as the feed writes them: <c>id</c>, which is the event's <c>eventId</c>, and one line of
/// <c>data</c>; a message that is no event has <c>event</c>, which is its type, instead of the id. Anything else is broken.
/// </summary>
/// <param name="feed">Gets what stands in <c>data</c>.</param>
internal sealed class EventStreamBlocks(FeedMessages feed)
{
    private readonly Dictionary<string, string> _fields = [];
    private bool _hasComment;

    /// <summary>The next line, without its LF.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isComment">Whether it ends a block that is nothing but a comment.</param>
    /// <returns>null: nothing is to be told.</returns>
    internal Incoming? Take(string line, out bool isComment)
    {
        isComment = line.Length == 0 && _hasComment && _fields.Count == 0;
        if (line.Length == 0)
        {
            var told = isComment ? null : Block();
            _fields.Clear();
            _hasComment = false;
            return told;
        }

        var (name, value) = line.Split(':', 2) is [var before, var after] ? (before, WithoutSpace(after)) : (line, "");
        if (name.Length == 0)
        {
            _hasComment = true;
            return null;
        }

        return name is "id" or "event" or "data" && _fields.TryAdd(name, value)
            ? null
            : new Incoming.Broken($"a line that is wrong: {line}");
    }

    private static string WithoutSpace(string value) => value.StartsWith(' ') ? value[1..] : value;

    private Incoming? Block()
    {
        if (_hasComment || !_fields.TryGetValue("data", out var data))
        {
            return new Incoming.Broken($"no event, or one with a comment in it: {string.Join(", ", _fields)}");
        }

        try
        {
            return JsonReading.Parse(data) is not JsonValue.Object message ? new Incoming.Broken($"no object: {data}")
                : IsFor(message) ? feed.Take(data, message)
                : new Incoming.Broken($"another id or event than its data: {string.Join(", ", _fields)}");
        }
        catch (FormatException exception)
        {
            return new Incoming.Broken(exception.Message);
        }
    }

    private bool IsFor(JsonValue.Object message)
    {
        var (id, type) = (TextOf(message, "eventId"), TextOf(message, "type"));
        return _fields.GetValueOrDefault("id") == id && _fields.GetValueOrDefault("event") == (id is null ? type : null);
    }

    private static string? TextOf(JsonValue.Object message, string name) => (message.Member(name) as JsonValue.Text)?.Value;
}
