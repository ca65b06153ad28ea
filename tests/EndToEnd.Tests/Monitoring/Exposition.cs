using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Monitoring;

/// <summary>What an answer of <c>/metrics</c> has: types by name, and the names of labels by name.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, HashSet<string>> _labels = new(StringComparer.Ordinal);

    internal Exposition(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                Types.Add(parts[2], parts[3]);
                _labels.Add(parts[2], []);
            }
            else if (line[0] != '#')
            {
                var name = Family(line[..line.AsSpan().IndexOfAny('{', ' ')])!;
                _labels[name].UnionWith(LabelName().Matches(line).Select(match => match.Groups[1].Value).Where(label => label != "le"));
            }
        }
    }

    /// <summary>counter, gauge or histogram.</summary>
    internal SortedDictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> LabelsOf(string name) => _labels[name];

    /// <summary>The metric that a series belongs to; null: there is none.</summary>
    internal string? Family(string series)
    {
        if (Types.ContainsKey(series))
        {
            return series;
        }

        var end = series.LastIndexOf('_');
        return end > 0 && series[end..] is "_bucket" or "_sum" or "_count" && Types.GetValueOrDefault(series[..end]) == "histogram"
            ? series[..end]
            : null;
    }

    [GeneratedRegex("[{,]([a-zA-Z_]+)=\"")]
    private static partial Regex LabelName();
}
