using System.Diagnostics.Metrics;

namespace EventPlatform.Management;

/// <summary>What a measurement does to a series.</summary>
internal enum MetricKind
{
    /// <summary>Adds, never falls.</summary>
    Counter,

    /// <summary>Adds, may fall.</summary>
    UpDownCounter,

    /// <summary>Replaces the value.</summary>
    Gauge,

    /// <summary>Replaces the value of a counter that is kept elsewhere.</summary>
    ObservedCounter,

    /// <summary>Counts into buckets.</summary>
    Histogram,
}

/// <summary>Kinds of the framework's instruments.</summary>
internal static class MetricKinds
{
    /// <returns>null for an instrument we do not know.</returns>
    public static MetricKind? Of(Instrument instrument)
    {
        var type = instrument.GetType();
        return type.IsGenericType ? Of(type.GetGenericTypeDefinition()) : null;
    }

    /// <summary>The type as Prometheus names it.</summary>
    public static string Name(this MetricKind kind) => kind switch
    {
        MetricKind.Counter or MetricKind.ObservedCounter => "counter",
        MetricKind.UpDownCounter or MetricKind.Gauge => "gauge",
        MetricKind.Histogram => "histogram",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of metric."),
    };

    private static MetricKind? Of(Type type) => type switch
    {
        _ when type == typeof(Counter<>) => MetricKind.Counter,
        _ when type == typeof(UpDownCounter<>) => MetricKind.UpDownCounter,
        _ when type == typeof(Gauge<>) || type == typeof(ObservableGauge<>) || type == typeof(ObservableUpDownCounter<>) =>
            MetricKind.Gauge,
        _ when type == typeof(ObservableCounter<>) => MetricKind.ObservedCounter,
        _ when type == typeof(Histogram<>) => MetricKind.Histogram,
        _ => null,
    };
}
