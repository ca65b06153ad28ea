using System.Collections.Immutable;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>
/// <c>transports ws tcp http</c>, <c>spread</c>, <c>together</c>, <c>clock manual|system</c>, <c>settings KEY=VALUE ...</c>
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
            _ => null,
        };
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static Transport ParseTransport(string word) => word switch
    {
        "ws" => Transport.Ws,
        "tcp" => Transport.Tcp,
        "http" => Transport.Http,
        _ => throw new FormatException($"'{word}' is no transport"),
    };

    private static ImmutableArray<string> Settings(string[] words)
    {
        var settings = words.Skip(1).ToImmutableArray();
        return settings.All(setting => setting.Contains('=', StringComparison.Ordinal))
            ? settings
            : throw new FormatException("a setting is KEY=VALUE");
    }
}
