using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Monitoring;

/// <summary>A row of the table in docs/configuration.md.</summary>
internal sealed partial record DocumentedMetric(string Name, string Type, ImmutableHashSet<string> Labels)
{
    internal static IReadOnlyList<DocumentedMetric> All { get; } =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "configuration.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => new DocumentedMetric(
                match.Groups["name"].Value,
                match.Groups["type"].Value,
                [.. Label().Matches(match.Groups["labels"].Value).Select(label => label.Groups[1].Value)])),
    ];

    // | `ep_name` | type | labels | meaning |
    [GeneratedRegex(@"^\| `(?<name>ep_[a-z_]+)` \| (?<type>counter|gauge|histogram) \| (?<labels>[^|]*) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Label();
}
