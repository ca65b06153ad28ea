using System.Globalization;

namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>The figures of all runs: medians, with the least and the greatest beside them.</summary>
internal sealed class Results(IReadOnlyList<Report> reports)
{
    private readonly Dictionary<string, double[]> _values = reports
        .SelectMany(report => report.Figures)
        .GroupBy(figure => figure.Key, figure => figure.Value)
        .ToDictionary(group => group.Key, group => group.Order().ToArray());

    /// <summary>In the order in which they are told.</summary>
    public IEnumerable<string> Keys => reports.SelectMany(report => report.Figures).Select(figure => figure.Key).Distinct();

    public bool Has(string key) => _values.ContainsKey(key);

    public double Median(string key)
    {
        var values = _values[key];
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    public double Min(string key) => _values[key][0];

    public double Max(string key) => _values[key][^1];

    // key value, or after several runs: key median min..max
    public void Write(TextWriter output)
    {
        foreach (var key in Keys)
        {
            var values = _values[key];
            var spread = reports.Count > 1 ? $" {Text(values[0])}..{Text(values[^1])}" : "";
            output.WriteLine($"{key} {Text(Median(key))}{spread}");
        }
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
