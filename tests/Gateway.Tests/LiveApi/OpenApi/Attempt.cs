namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>A request that is made of every operation, to see which of its documented answers comes.</summary>
/// <param name="Name">What is wrong or asked for.</param>
internal sealed record Attempt(string Name)
{
    /// <summary>Whether the path names nothing.</summary>
    public bool IsLost { get; init; }

    public string Query { get; init; } = "";

    /// <summary>Instead of a sample that is taken; null: that one. Sent only where there is a body.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public (string Name, string Value)? Header { get; init; }

    /// <summary>Whether <see cref="Header"/> has the tag of what is there.</summary>
    public bool HasTag { get; init; }

    /// <summary>Whether what is asked for contradicts what is there.</summary>
    public bool IsConflict { get; init; }

    public static IEnumerable<Attempt> All { get; } =
    [
        new("plain"),
        new("with secrets") { Query = "?secrets=true" },
        new("preferring to see it") { Header = ("Prefer", "return=representation") },
        new("with its tag") { Header = ("If-None-Match", ""), HasTag = true },
        new("with another tag") { Header = ("If-Match", "\"other\"") },
        new("with wrong queries") { Query = "?limit=0&after=-&dryRun=x" },
        new("since what is gone") { Query = "?since=9" },
        new("to nothing") { IsLost = true },
        new("without JSON") { Body = "{" },
        new("without an object") { Body = "[]" },
        new("as text") { Body = "{}", ContentType = "text/plain" },
        new("too large") { Body = $"\"{new string('x', 4_001)}\"" },
        new("in conflict") { IsConflict = true },
    ];
}
