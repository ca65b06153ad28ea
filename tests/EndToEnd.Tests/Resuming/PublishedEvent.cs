namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>What the publishers publish: numbered, and of all kinds that filters tell apart.</summary>
internal static class PublishedEvent
{
    /// <summary>The member with the name of the session that published it.</summary>
    internal const string Publisher = "publisher";

    /// <summary>The member with its number among those of its publisher and class, from 1.</summary>
    internal const string Number = "number";

    internal static string[] Classes { get; } = [.. Enumerable.Range(0, 8).Select(number => $"class{number}")];

    /// <summary>As many as cover all kinds, if their numbers follow each other.</summary>
    internal const int Kinds = 12;

    /// <summary>The filters of clients; each lets in some of every class or of the platform's.</summary>
    internal static FeedFilter[] Filters { get; } =
    [
        new(),
        new(("type", "dial")),
        new(("class", "class1")),
        new(("username", "agent1"), ("username", "user2")),
        new(("type", "hangup"), ("urgent", "true")),
        new(("line", "3")),
        new(("type", "extensionNote"), ("type", "extensionStatus"), ("type", "userStatus")),
        new(("type", "userLogin"), ("type", "userLogout"), ("type", "subscriptionAdded")),
        new(("subclass", "*"), ("tags", "*")),
        new(("objId", "object1"), ("class", "class2"), ("class", "class3")),
    ];

    /// <summary>The data of the command that publishes it.</summary>
    internal static Dictionary<string, object> Of(string publisher, string @class, int number)
    {
        var body = new Dictionary<string, object>
        {
            [Publisher] = publisher,
            [Number] = number,
            ["line"] = number % 4,
            ["urgent"] = number % 2 == 0,
            ["text"] = $"\"{number}\" \u00e4\u4e2d\U0001f600 {new string('x', number * 7 % 100)}",
            ["tags"] = new[] { number, number + 1 },
        };
        if (number % 2 == 1)
        {
            body["username"] = $"agent{number % 3}";
        }

        var data = new Dictionary<string, object> { ["class"] = @class, ["body"] = body, ["obj_id"] = $"object{number % 4}" };
        if (number % 3 < 2)
        {
            data["type"] = number % 3 == 0 ? "dial" : "hangup";
        }

        if (number % 4 > 0)
        {
            data["subclass"] = "queue";
        }

        return data;
    }
}
