namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>What the feed says to a client, on either transport.</summary>
/// <param name="Text">JSON.</param>
/// <param name="Resumed">Of a resume: whether it was recovered; null: it is an event or a reply.</param>
internal sealed record FeedMessage(string Text, bool? Resumed = null)
{
    private const string Recovered = """{"recovered":true,"type":"resume"}""";
    private const string NotRecovered = """{"recovered":false,"type":"resume"}""";

    /// <summary>A message over WebSocket (docs/protocols/event-feed.md, 5): a resume is known by its exact text.</summary>
    internal static FeedMessage OfWebSocket(string text) => text switch
    {
        Recovered => new FeedMessage(text, true),
        NotRecovered => new FeedMessage(text, false),
        _ => new FeedMessage(text),
    };

    /// <summary>A server-sent event: only a resume has a name, and it is sent only when nothing is recovered.</summary>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    internal static FeedMessage OfServerSent(string? name, string data) => (name, data) switch
    {
        ("resume", NotRecovered) => new FeedMessage(data, false),
        (null, _) => new FeedMessage(data),
        _ => throw new InvalidDataException($"an event of the name {name}: {data}"),
    };
}
