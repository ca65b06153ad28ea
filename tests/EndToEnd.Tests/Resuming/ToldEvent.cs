using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>
/// An event as the feed tells it, apart from its id. Whoever is told the same has the same object. One may happen twice: an extension's
/// user is told one and the same for each of two fields that change at once.
/// </summary>
internal sealed class ToldEvent(JsonElement json)
{
    /// <summary>The order of what the platform itself tells.</summary>
    internal const string Platform = "platform";

    internal JsonElement Json { get; } = json;

    /// <summary>In what it has a place that is the same at all gateways: among the events of its class, or of the platform.</summary>
    internal string Order { get; } = json.Member(PublishedEvent.Publisher) is null ? Platform : json.Text("class")!;

    internal string Type { get; } = json.Text("type")!;

    /// <summary>Unix milliseconds.</summary>
    internal long Time { get; } = json.Number("time")!.Value;

    /// <summary>All properties but <c>eventId</c>, ordered by name, values as they were written.</summary>
    internal static string TextOf(JsonElement json) => string.Join(',', json.EnumerateObject()
        .Where(member => member.Name != "eventId")
        .OrderBy(member => member.Name, StringComparer.Ordinal)
        .Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}"));

    public override string ToString() => Json.ToString();
}
