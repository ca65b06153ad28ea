using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>Mode feed, one run: a gateway with the External API and the event feed; many clients with filters, events at a rate.</summary>
internal static class FeedBench
{
    private const double MicrosecondsPerSecond = 1e6;

    public static Report Run(BenchOptions options, Faults faults, Random random)
    {
        using var server = Server.TakeFeed(options);
        using var loop = new EventLoop();
        var run = new FeedRun(loop, server, Server.FeedAddress(options), faults, options, random);
        loop.Run(run);
        run.Drop();

        var (from, to) = (run.From!, run.To!);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        var report = new Report();
        report.Add("events_per_second", run.Figures.Late.Count / seconds);
        report.Add("deliveries_per_second", run.DeliveredCount / seconds);
        report.Add("deliveries", run.DeliveredCount);
        report.Add("seconds", seconds);
        report.Add("deliver", run.Figures.Deliver);
        report.Add("publish", run.Figures.Publish);
        report.Add("late_p99_ms", run.Figures.Late.Percentile(99));
        report.Add("server_cpu_us_per_delivery", to.ServerSeconds(from) / run.DeliveredCount * MicrosecondsPerSecond);
        report.Add("", from, to);
        report.Add("server_rss_kib", run.ServerKib);
        report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        report.Add("checked_deliveries", run.ExpectedCount);
        report.Add("wrong", faults.Count);
        return report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        var (events, deliveries) = (results.Median("events_per_second"), results.Median("deliveries_per_second"));
        output.WriteLine(FormattableString.Invariant($"# {events:0} events/s, {deliveries:0} deliveries/s"));
        double Of(string key) => results.Median($"deliver_{key}_ms");
        output.WriteLine(FormattableString.Invariant(
            $"# from due to delivered p50 {Of("p50"):0.00} p99 {Of("p99"):0.00} max {Of("max"):0} ms"));
        if (results.Has("server_cpu_us_per_delivery"))
        {
            var (cpu, cores) = (results.Median("server_cpu_us_per_delivery"), results.Median("server_cpu_percent") / 100);
            output.WriteLine(FormattableString.Invariant(
                $"# the server used {cores:0.00} cores, {cpu:0.0} us a delivery; {results.Median("server_rss_kib") / 1024:0} MiB"));
        }
    }
}
