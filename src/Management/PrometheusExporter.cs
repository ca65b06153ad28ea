using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace EventPlatform.Management;

/// <summary>
/// Listens to meters and writes them in Prometheus' text format 0.0.4. Families and series come in ordinal order, so that two scrapes can
/// be compared.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <param name="isOurs">Which meters are exported.</param>
    public PrometheusExporter(Func<Meter, bool> isOurs)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isOurs(instrument.Meter) && Publish(instrument) is { } family)
            {
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(state, value, tags));
        _listener.Start();
    }

    /// <summary>Everything as it is now.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (var family in _families.Values.Where(family => family.Instrument.IsObservable))
            {
                family.Clear();
            }

            _listener.RecordObservableInstruments();
            foreach (var (name, family) in _families)
            {
                Write(text, name, family);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private MetricFamily? Publish(Instrument instrument)
    {
        if (MetricKinds.Of(instrument) is not { } kind)
        {
            return null;
        }

        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out var family))
            {
                family = new MetricFamily(instrument, kind);
                _families.Add(instrument.Name, family);
            }

            return family.Kind == kind ? family : null;
        }
    }

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)state!).Record(value, tags);

    // # HELP name text
    // # TYPE name kind
    // name{label="value"} number
    private static void Write(StringBuilder text, string name, MetricFamily family)
    {
        if (family.Instrument.Description is { } description)
        {
            var help = description.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
            text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        }

        text.Append("# TYPE ").Append(name).Append(' ').Append(family.Kind.Name()).Append('\n');
        foreach (var series in family.Series)
        {
            if (family.Kind is MetricKind.Histogram)
            {
                WriteHistogram(text, name, family.Bounds, series);
            }
            else
            {
                WriteLine(text, name, series.Labels, Number(series.Value));
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, double[] bounds, MetricSeries series)
    {
        var separator = series.Labels.Length > 0 ? "," : "";
        long count = 0;
        for (var i = 0; i <= bounds.Length; i++)
        {
            count += series.InBucket(i);
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            WriteLine(text, name + "_bucket", $"{series.Labels}{separator}le=\"{bound}\"", Number(count));
        }

        WriteLine(text, name + "_sum", series.Labels, Number(series.Value));
        WriteLine(text, name + "_count", series.Labels, Number(count));
    }

    private static void WriteLine(StringBuilder text, string name, string labels, string number)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(number).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
