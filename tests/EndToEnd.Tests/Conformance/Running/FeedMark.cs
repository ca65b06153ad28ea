using System.Text;
using System.Text.Json;
using EventPlatform.Contracts.Events;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// An event of the runner's own that the filters of a feed URL let in: what was published before it has come when it comes. It is of a
/// service that nobody is in, unless the filters want another.
/// </summary>
/// <param name="name">Its class and type, unless the filters want others; different for every mark.</param>
/// <param name="path">With its query.</param>
internal sealed class FeedMark(string name, string path)
{
    /// <summary>Member of the event that names it, whatever its class is.</summary>
    internal const string Member = "silence";

    private static readonly string[] OfRecord = ["type", "class", "subclass", "objId", "service", "userLoginId", "username"];

    private readonly Dictionary<string, string> _wanted = Wanted(path);

    internal EventRecord Record(TimeProvider time) => new()
    {
        Kind = EventKind.Published,
        Time = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Service = Value("service", "silence"),
        Class = Value("class", name),
        Type = Value("type", name),
        Subclass = Value("subclass", name),
        ObjId = Value("objId", name),
        Session = Value("userLoginId", name),
        User = Value("username", name),
        Body = Body(),
    };

    private byte[] Value(string property, string otherwise) => Encoding.UTF8.GetBytes(_wanted.GetValueOrDefault(property, otherwise));

    private byte[] Body()
    {
        var members = _wanted.Where(one => !OfRecord.Contains(one.Key)).Append(new(Member, name));
        return JsonSerializer.SerializeToUtf8Bytes(members.ToDictionary());
    }

    /// <summary>By property one of the values that will do.</summary>
    private static Dictionary<string, string> Wanted(string path)
    {
        var wanted = new Dictionary<string, string>();
        var filters = path.Split('?', 2)[^1].Split('&')
            .Select(pair => Uri.UnescapeDataString(pair.Replace('+', ' ')))
            .Where(pair => pair.StartsWith("filter=", StringComparison.Ordinal));
        foreach (var filter in filters)
        {
            var parts = filter["filter=".Length..].Split(':', 2);
            wanted.TryAdd(parts[0], parts[1]);
        }

        return wanted.Keys.Intersect(["time", "coreServerId", "eventId"]).Any()
            ? throw new NotSupportedException($"No event of the runner's own passes the filters of {path}")
            : wanted;
    }
}
