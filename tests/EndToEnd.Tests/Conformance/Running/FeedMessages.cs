using System.Text.RegularExpressions;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>
/// What one reader of the event feed gets. All scenarios of a clock share a cluster, so what others leave behind is passed over, and what
/// the runner itself does. No event may come twice.
/// </summary>
/// <param name="run">What <c>$run</c> is.</param>
internal sealed partial class FeedMessages(string run)
{
    /// <summary>What every event has, whatever its type, as an expectation may leave it out.</summary>
    private static readonly (string Name, string Expectation)[] OfEvents =
        [("time", "<int>"), ("coreServerId", "<uuid:core_server_id>"), ("eventId", "<text>")];

    /// <summary>The same of replies.</summary>
    private static readonly (string Name, string Expectation)[] OfReplies = [("time", "<int>")];

    private readonly HashSet<string> _ids = [];

    /// <summary>The one <see cref="FeedMark"/> that is not passed over; null: all are.</summary>
    internal string? AwaitedMark { get; set; }

    /// <returns>null: it is passed over.</returns>
    internal Incoming? Take(string text)
    {
        try
        {
            return JsonReading.Parse(text) is JsonValue.Object message ? Take(text, message) : new Incoming.Broken($"no object: {text}");
        }
        catch (FormatException exception)
        {
            return new Incoming.Broken(exception.Message);
        }
    }

    /// <summary>An expectation together with what it may leave out.</summary>
    internal static JsonValue Complete(JsonValue expected)
    {
        if (expected is not JsonValue.Object message)
        {
            return expected;
        }

        var missing = OfKind(message)
            .Where(member => message.Member(member.Name) is null)
            .Select(member => new JsonMember(member.Name, JsonReading.ParseExpectation(member.Expectation)));
        return message with { Members = [.. message.Members, .. missing] };
    }

    /// <param name="text">As it came.</param>
    /// <param name="message">The same, read.</param>
    /// <returns>As the other.</returns>
    internal Incoming? Take(string text, JsonValue.Object message)
    {
        if (TextOf(message, "eventId") is { } id && !_ids.Add(id))
        {
            return new Incoming.Broken($"an event that came before: {text}");
        }

        return IsOwn(message) ? new Incoming.Message(text) : null;
    }

    private static (string Name, string Expectation)[] OfKind(JsonValue.Object message) => TextOf(message, "type") switch
    {
        "success" or "error" when message.Member("correlationId") is not null => OfReplies,
        "resume" when message.Member("recovered") is not null => [],
        _ => OfEvents,
    };

    /// <summary>Sessions name their run; others do not name another one.</summary>
    private bool IsOwn(JsonValue.Object message)
    {
        if (TextOf(message, FeedMark.Member) is { } mark)
        {
            return mark == AwaitedMark;
        }

        if (TextOf(message, "class") is LogRound.Class or ['s', 'i', 'l', 'e', 'n', 'c', 'e', '-', ..])
        {
            return false;
        }

        var runs = RunText().Matches(message.Source).Select(match => match.Value).ToHashSet();
        var isOfSession = TextOf(message, "type") is "userLogin" or "userLogout" or "subscriptionAdded" or "subscriptionRemoved";
        return runs.Contains(run) || (runs.Count == 0 && !isOfSession);
    }

    private static string? TextOf(JsonValue.Object message, string name) => (message.Member(name) as JsonValue.Text)?.Value;

    [GeneratedRegex("(?<![A-Za-z0-9])r[0-9]+(?![A-Za-z0-9])")]
    private static partial Regex RunText();
}
