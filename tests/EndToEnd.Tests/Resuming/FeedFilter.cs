using System.Text.Json;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>A set of filters, and what it lets in by its specification (docs/protocols/event-feed.md, 3).</summary>
internal sealed class FeedFilter(params (string Property, string Value)[] entries)
{
    /// <summary>As parameters of a URL.</summary>
    internal IEnumerable<string> Parameters =>
        entries.Select(entry => $"filter={Uri.EscapeDataString($"{entry.Property}:{entry.Value}")}");

    /// <summary>As a filter message.</summary>
    internal string Message => JsonSerializer.Serialize(new
    {
        type = "filter",
        correlationId = "same",
        filters = entries.Select(entry => new { property = entry.Property, value = entry.Value }),
    });

    public override string ToString() => string.Join('&', entries.Select(entry => $"{entry.Property}={entry.Value}"));

    /// <summary>Several values of one property: any of them. Several properties: all of them.</summary>
    internal bool Admits(JsonElement told) =>
        entries.GroupBy(entry => entry.Property).All(property => property.Any(entry => Matches(told.Member(property.Key), entry.Value)));

    private static bool Matches(JsonElement? member, string value) => member switch
    {
        null or { ValueKind: JsonValueKind.Null } => false,
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } => value == "*",
        { ValueKind: JsonValueKind.String } text => value == "*" || text.GetString() == value,
        { } literal => value == "*" || literal.GetRawText() == value,
    };
}
