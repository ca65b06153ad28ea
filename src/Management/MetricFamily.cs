using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace EventPlatform.Management;

/// <summary>An instrument and its series.</summary>
internal sealed class MetricFamily
{
    /// <summary>More sets of labels than this are dropped: a label is for kinds of things, not for things.</summary>
    public const int SeriesMax = 1_000;

    // Seconds, as the framework advises for durations.
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricSeries>.AlternateLookup<ReadOnlySpan<char>> _byLabels;

    public MetricFamily(Instrument instrument, MetricKind kind)
    {
        Instrument = instrument;
        Kind = kind;
        _byLabels = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        Bounds = kind is MetricKind.Histogram ? BoundsOf(instrument) : [];
    }

    public Instrument Instrument { get; }

    public MetricKind Kind { get; }

    /// <summary>Upper bounds of the buckets but the last, rising.</summary>
    public double[] Bounds { get; }

    public IEnumerable<MetricSeries> Series => _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new LabelText(stackalloc char[256]);
        labels.Append(tags);
        if (!_byLabels.TryGetValue(labels.Text, out var series))
        {
            if (_series.Count >= SeriesMax)
            {
                return;
            }

            var text = labels.Text.ToString();
            series = _series.GetOrAdd(text, static (key, bounds) => new MetricSeries(key, bounds), Bounds);
        }

        Record(series, value);
    }

    /// <summary>Forgets the series, before an instrument that is asked is asked anew.</summary>
    public void Clear() => _series.Clear();

    private void Record(MetricSeries series, double value)
    {
        switch (Kind)
        {
            case MetricKind.Counter or MetricKind.UpDownCounter:
                series.Add(value);
                break;
            case MetricKind.Gauge or MetricKind.ObservedCounter:
                series.Set(value);
                break;
            case MetricKind.Histogram:
                series.Observe(value);
                break;
            default:
                throw new InvalidOperationException($"Unhandled kind {Kind}.");
        }
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}
