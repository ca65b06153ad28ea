using System.Text.Json;

namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>Random events and filters; few names and values, so that they meet often.</summary>
internal sealed class FeedChance(Random random)
{
    /// <summary>Most filters of a set (event-feed.md, 3).</summary>
    private const int FiltersMax = 256;

    private static readonly string[] Texts =
        ["1", "77042", "true", "null", "", "*", "ü", "a\tb", "\U0001F4A1", "\"q\"\\", "a/b", " x ", "A", "a"];
    private static readonly string[] Numbers = ["77042", "1", "1.0", "1e0", "-0", "0", "12345678901234567890.12345", "1E+2"];
    private static readonly string[] Composites = ["{}", "[]", "{\"a\":1,\"a\":\"*\"}", "[1,\"*\",null]", "[\"77042\"]"];
    private static readonly string[] Types = ["dial", "hangup", "ü\u2615", "userLogin", "gap", "Dial"];
    private static readonly string[] Places = ["a", "b/c", "1"];

    /// <summary>Members of bodies; some of them are names that an event has already.</summary>
    private static readonly string[] Members =
        ["any", "num", "text", "flag", "é\"x", "a/b", "", "Type", "any", "obj", "username", "type", "time", "class", "port", "note"];

    /// <summary>What filters ask for; the last ones no event has.</summary>
    private static readonly string[] Asked =
    [
        "type", "class", "subclass", "objId", "username", "userLoginId", "service", "any", "num", "text", "flag", "é\"x", "a/b", "", "Type",
        "extensionNumber", "status", "note", "returnTime", "statusType", "name", "userCreated", "location", "tenantId", "eventType", "ip",
        "type", "class", "username", "any", "time", "eventId", "coreServerId", "userId", "port", "obj", "nothing", "TYPE",
    ];

    internal JsonText Json { get; } = new(random);

    /// <summary>Texts that properties of a name have here, beside those of bodies.</summary>
    internal Dictionary<string, string[]> Known { get; } = new(StringComparer.Ordinal)
    {
        ["type"] = [.. Types, "userLogout", "extensionStatus", "extensionNote", "userStatus", "subscriptionAdded", "call", "mark"],
        ["class"] = [.. FeedPublisher.Classes, "watch", "core"],
        ["subclass"] = [.. Places, "*"],
        ["objId"] = [.. Places, "nobody"],
        ["service"] = ["default", "other"],
        ["status"] = ToldExtension.Statuses,
        ["name"] = ToldExtension.Statuses,
        ["statusType"] = ["available", "away", "dnd", "chat"],
        ["extensionNumber"] = [.. ToldExtension.All().Select(extension => extension.Number)],
        ["returnTime"] = ["-1", "1700000000000"],
        ["userCreated"] = ["false", "true"],
        ["location"] = ["Berlin", "berlin"],
        ["ip"] = ["127.0.0.1", "::1"],
        ["eventType"] = ["*", .. Places],
        ["username"] = ["mikey", "greta", "agent0", "agent1", "agent2", "agent3"],
        ["userLoginId"] = ["s-0", "s-1", "s-2", "s/3 ü"],
    };

    internal bool In(int of) => random.Next(of) == 0;

    internal int Below(int bound) => random.Next(bound);

    internal T Of<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    internal string Type() => Of(Types);

    /// <summary>A subclass or object; null: none.</summary>
    internal string? Place() => In(2) ? null : Of(Places);

    internal string Note() => Of(Texts.Where(text => text.All(unit => unit is '\t' or >= ' ')).ToArray());

    /// <summary>A body as it is written, and its members; of a name the last counts.</summary>
    internal (string Text, List<(string Name, ToldValue Value)> Members) Body()
    {
        List<(string Name, string Text, ToldValue Value)> members = [];
        for (var count = Below(7); count > 0; count--)
        {
            var (text, value) = Value();
            members.Add((Of(Members), text, value));
        }

        var written = Json.Object(members.Select(member => (member.Name, member.Text)));
        return (written, [.. members.Select(member => (member.Name, member.Value))]);
    }

    /// <summary>A set of filters.</summary>
    internal ModelFilters Filters()
    {
        List<(string Property, string Value)> entries = [];
        for (var count = Of([0, 1, 1, 1, 2, 2, 3]); count > 0; count--)
        {
            AddProperty(entries);
        }

        if (In(40))
        {
            entries.AddRange(Enumerable.Range(0, FiltersMax - entries.Count).Select(number => ("num", $"{number}")));
        }

        return new ModelFilters(entries);
    }

    /// <summary>A set that has much in common with another, so that events pass both.</summary>
    internal ModelFilters Near(ModelFilters filters)
    {
        List<(string Property, string Value)> entries = [.. filters.Entries.Take(FiltersMax / 2)];
        var change = entries.Count == 0 ? 0 : Below(5);
        if (change == 0)
        {
            AddProperty(entries);
        }
        else
        {
            var place = Below(entries.Count);
            var property = entries[place].Property;
            if (change < 4)
            {
                entries.RemoveAt(place);
            }

            if (change > 1)
            {
                entries.Add((property, Wanted(property)));
            }
        }

        return new ModelFilters(entries);
    }

    private void AddProperty(List<(string Property, string Value)> entries)
    {
        var property = Of(Asked);
        for (var count = Of([1, 1, 2, 3, 5]); count > 0; count--)
        {
            entries.Add((property, Wanted(property)));
        }

        if (In(5))
        {
            entries.Add(entries[^1]);
        }
    }

    private string Wanted(string property) => In(6) ? "*"
        : Known.TryGetValue(property, out var known) && !In(6) ? Of(known)
        : Below(6) switch
        {
            0 or 1 => Of(Texts),
            2 or 3 => Of(Numbers),
            4 => Of(Composites),
            _ => In(2) ? "true" : "false",
        };

    /// <summary>A value of any kind, as it is written and as it counts.</summary>
    private (string Text, ToldValue Value) Value()
    {
        switch (Below(8))
        {
            case 0 or 1:
                var number = Of(Numbers);
                return (number, new ToldValue(JsonValueKind.Number, number));
            case 2:
                var isTrue = In(2);
                var word = isTrue ? "true" : "false";
                return (word, new ToldValue(isTrue ? JsonValueKind.True : JsonValueKind.False, word));
            case 3:
                return ("null", ToldValue.Null);
            case 4:
                var composite = Of(Composites);
                return (composite, new ToldValue(composite[0] == '{' ? JsonValueKind.Object : JsonValueKind.Array, composite));
            default:
                var text = Of(Texts);
                return (Json.Quote(text), ToldValue.Of(text));
        }
    }
}
