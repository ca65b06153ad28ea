using System.Collections.Immutable;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>
/// <c>transports ws tcp http status status-tls feed feed-tls sse sse-tls rest</c>, <c>spread</c>, <c>together</c>,
/// <c>clock manual|system</c>, <c>settings KEY=VALUE ...</c>, <c>rule JSON</c>
/// </summary>
internal static class OptionParser
{
    /// <returns>null: the line is no option.</returns>
    /// <exception cref="FormatException">It is one, but a wrong one.</exception>
    internal static ScenarioOptions? TryParse(string line, ScenarioOptions options)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "transports" => options with { Transports = [.. words.Skip(1).Select(ParseTransport)] },
            "spread" when words.Length == 1 => options with { IsSpread = true },
            "together" when words.Length == 1 => options with { IsSpread = false },
            "clock" when words is [_, "manual" or "system"] => options with { IsManualClock = words[1] == "manual" },
            "settings" => options with { Settings = Settings(words) },
            "rule" => options with { Rules = options.Rules.Add(Rule(line["rule".Length..])) },
            _ => null,
        };
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static Transport ParseTransport(string word) => word switch
    {
        "ws" => Transport.Ws,
        "tcp" => Transport.Tcp,
        "http" => Transport.Http,
        "status" => Transport.Status,
        "status-tls" => Transport.StatusTls,
        "rest" => Transport.Rest,
        "feed" => Transport.Feed,
        "feed-tls" => Transport.FeedTls,
        "sse" => Transport.Sse,
        "sse-tls" => Transport.SseTls,
        _ => throw new FormatException($"'{word}' is no transport"),
    };

    /// <summary>As files write it.</summary>
    internal static string NameOf(Transport transport) => transport switch
    {
        Transport.StatusTls => "status-tls",
        Transport.FeedTls => "feed-tls",
        Transport.SseTls => "sse-tls",
        _ => transport.ToString().ToLowerInvariant(),
    };

    private static string Rule(string json) =>
        JsonReading.Parse(json) is JsonValue.Object rule ? rule.Source : throw new FormatException("a rule is an object");

    private static ImmutableArray<string> Settings(string[] words)
    {
        var settings = words.Skip(1).ToImmutableArray();
        return settings.All(setting => setting.Contains('=', StringComparison.Ordinal))
            ? settings
            : throw new FormatException("a setting is KEY=VALUE");
    }
}
