using System.Diagnostics.Metrics;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Management;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.Management;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests() => _exporter = new PrometheusExporter(meter => meter == _meter);

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_CountersAndGauges_ExactText()
    {
        var events = _meter.CreateCounter<long>("ep_events_total", description: "Events\nand \\ more");
        var open = _meter.CreateUpDownCounter<int>("ep_open");
        var load = _meter.CreateGauge<double>("ep_load");
        events.Add(2, new KeyValuePair<string, object?>("door", "status"));
        events.Add(3, new KeyValuePair<string, object?>("door", "a\"b\\c\nd"));
        events.Add(4, new KeyValuePair<string, object?>("door", "status"));
        open.Add(5);
        open.Add(-7);
        load.Record(0.25);
        load.Record(1.5);

        Assert.Equal(
            """
            # HELP ep_events_total Events\nand \\ more
            # TYPE ep_events_total counter
            ep_events_total{door="a\"b\\c\nd"} 3
            ep_events_total{door="status"} 6
            # TYPE ep_load gauge
            ep_load 1.5
            # TYPE ep_open gauge
            ep_open -2

            """,
            _exporter.Write());
    }

    [Fact]
    public void Write_Histogram_CumulativeBuckets()
    {
        var times = _meter.CreateHistogram("ep_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (var value in new[] { 0.25, 0.5, 0.75, 4 })
        {
            times.Record(value, new KeyValuePair<string, object?>("cmd", "x"));
        }

        Assert.Equal(
            """
            # TYPE ep_seconds histogram
            ep_seconds_bucket{cmd="x",le="0.5"} 2
            ep_seconds_bucket{cmd="x",le="1"} 3
            ep_seconds_bucket{cmd="x",le="+Inf"} 4
            ep_seconds_sum{cmd="x"} 5.5
            ep_seconds_count{cmd="x"} 4

            """,
            _exporter.Write());
    }

    [Fact]
    public void Write_Observed_IsAskedEachTimeAndForgotten()
    {
        var queues = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        _meter.CreateObservableGauge("ep_queue", () => queues.Select(queue =>
            new Measurement<int>(queue.Value, new KeyValuePair<string, object?>("name", queue.Key))));
        Assert.Contains("ep_queue{name=\"b\"} 2", _exporter.Write(), StringComparison.Ordinal);

        queues.Remove("b");
        queues["a"] = 9;

        Assert.Equal("# TYPE ep_queue gauge\nep_queue{name=\"a\"} 9\n", _exporter.Write());
    }

    [Fact]
    public void Write_LongLabel_IsWhole()
    {
        _meter.CreateCounter<long>("ep_long_total").Add(1, new KeyValuePair<string, object?>("a.b", new string('x', 1_000)));

        Assert.Contains($"{{a_b=\"{new string('x', 1_000)}\"}} 1", _exporter.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_TooManyLabels_AreDropped()
    {
        var counter = _meter.CreateCounter<long>("ep_many_total");
        for (var i = 0; i < MetricFamily.SeriesMax + 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        Assert.Equal(MetricFamily.SeriesMax + 1, _exporter.Write().Count(c => c == '\n'));
    }

    [Fact]
    public void Record_FromManyThreads_NothingIsLost()
    {
        var counter = _meter.CreateCounter<long>("ep_many_total");
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("door", "x"));
            }
        });

        Assert.Contains("ep_many_total{door=\"x\"} 80000\n", _exporter.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void PlatformMetrics_BeforeAnything_AreZero()
    {
        using var services = new ServiceCollection().AddPlatformMetrics(TestMetrics.Facts).BuildServiceProvider();
        services.GetRequiredService<PlatformMetrics>().For("status").EventsDelivered(3);

        var text = services.GetRequiredService<PrometheusExporter>().Write();

        Assert.Contains("ep_sessions 0\n", text, StringComparison.Ordinal);
        Assert.Contains("ep_connections{door=\"status\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("ep_events_out_total{door=\"status\"} 3\n", text, StringComparison.Ordinal);
    }
}
