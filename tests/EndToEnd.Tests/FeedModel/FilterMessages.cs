using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Writes filter messages in the ways that a client may, and wrong ones.</summary>
internal sealed partial class FilterMessages(FeedChance chance)
{
    private const int FiltersMax = 256;
    private const string Filter = "{\"property\":\"type\",\"value\":\"dial\"}";

    private static readonly string[] Ids = ["\"id-7\"", "\"\\u0041\\/\"", "7", "7.0e0", "true", "null", "{\"a\":[1, 2]}", "[]"];

    private static readonly (string Text, string Error)[] Wrong =
    [
        ("{\"type\":\"filter\",", "Invalid JSON: "),
        ("[]", "Invalid JSON: "),
        ("{\"type\":\"filter\",\"filters\":[{\"property\":\"type\",\"value\":\"dial\"}}", "Invalid JSON: "),
        ("{\"filters\":[]}", "Missing property: type"),
        ("{\"type\":5,\"filters\":[]}", "Missing property: type"),
        ("{\"type\":\"filters\",\"filters\":[]}", "Unknown message type 'filters'."),
        ("{\"type\":\"filter\"}", "Missing property: filters"),
        ("{\"type\":\"filter\",\"filters\":null}", "Missing property: filters"),
        ("{\"type\":\"filter\",\"filters\":{}}", "Invalid property: filters must be a list."),
        ($"{{\"type\":\"filter\",\"filters\":[{Filter},5]}}", "Filter 2: not an object."),
        ("{\"type\":\"filter\",\"filters\":[{\"value\":\"dial\"}]}", "Filter 1: missing property."),
        ("{\"type\":\"filter\",\"filters\":[{\"property\":5,\"value\":\"dial\"}]}", "Filter 1: property must be text."),
        ("{\"type\":\"filter\",\"filters\":[{\"property\":\"type\"}]}", "Filter 1: missing value."),
        ($"{{\"type\":\"filter\",\"filters\":[{Filter},{{\"property\":\"type\",\"value\":null}}]}}",
            "Filter 2: value must be text, a number or a boolean."),
        ("{\"type\":\"filter\",\"filters\":[{\"property\":\"type\",\"value\":[\"dial\"]}]}",
            "Filter 1: value must be text, a number or a boolean."),
        ($"{{\"type\":\"filter\",\"filters\":[{string.Join(',', Enumerable.Repeat(Filter, FiltersMax + 1))}]}}",
            "Too many filters (max 256)."),
    ];

    /// <summary>A message that sets filters.</summary>
    internal FilterMessage Set(ModelFilters filters)
    {
        var isMisprinted = filters.Entries.Count > 0 && chance.In(4);
        var list = List(filters.Entries, isMisprinted);
        List<(string Name, string Value)> members = [("type", chance.Json.Quote("filter")), ("filters", list)];
        var id = "null";
        if (!chance.In(4))
        {
            id = chance.Of(Ids);
            members.Insert(chance.Below(3), ("correlationId", id));
        }

        if (chance.In(4))
        {
            members.Insert(chance.Below(members.Count), ("other", Filter));
        }

        // Of a repeated member the last counts.
        if (chance.In(4) && !isMisprinted)
        {
            members.Insert(0, ("filters", chance.In(2) ? "5" : $"[{Filter}]"));
        }

        return new FilterMessage(chance.Json.Object(members), id, filters, null);
    }

    /// <summary>A message that is refused.</summary>
    internal FilterMessage Refused()
    {
        var (text, error) = chance.Of(Wrong);
        return new FilterMessage(text, "null", null, error);
    }

    /// <summary>The same set as a query; null: a URL cannot say it.</summary>
    internal static string? Query(ModelFilters filters)
    {
        // A name ends at the first colon, and cannot be empty.
        var canSay = filters.Entries.All(entry => entry.Property.Length > 0 && !entry.Property.Contains(':', StringComparison.Ordinal));
        var pairs = filters.Entries.Select(entry => $"filter={Uri.EscapeDataString(entry.Property)}:{Uri.EscapeDataString(entry.Value)}");
        return canSay && filters.Entries.Count > 0 ? $"?{string.Join('&', pairs)}" : null;
    }

    private string List(IReadOnlyList<(string Property, string Value)> entries, bool isMisprinted)
    {
        // One colon at least stands for a comma, or it would be no misprint.
        var misprinted = chance.Below(Math.Max(1, entries.Count));
        var elements = entries.Select((entry, index) =>
            isMisprinted && (index == misprinted || chance.In(2)) ? Misprint(entry) : Element(entry));
        return $"[{chance.Json.Space()}{string.Join(',', elements)}{chance.Json.Space()}]";
    }

    private string Misprint((string Property, string Value) entry)
    {
        var json = chance.Json;
        return $"{{{json.Quote("property")}{json.Space()}:{json.Space()}{json.Quote(entry.Property)}{json.Space()}:"
            + $"{json.Quote("value")}{json.Space()}:{Value(entry.Value)}}}";
    }

    private string Element((string Property, string Value) entry)
    {
        List<(string Name, string Value)> members = [("property", chance.Json.Quote(entry.Property)), ("value", Value(entry.Value))];
        if (chance.In(2))
        {
            members.Reverse();
        }

        if (chance.In(8))
        {
            members.Insert(0, chance.Of([("value", "null"), ("property", "\"other\""), ("comment", "{\"value\":1}")]));
        }

        return chance.Json.Object(members);
    }

    /// <summary>Numbers and booleans may be written plainly.</summary>
    private string Value(string text) =>
        (text is "true" or "false" || Number().IsMatch(text)) && chance.In(2) ? text : chance.Json.Quote(text);

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex Number();
}
