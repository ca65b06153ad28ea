using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Sets;

/// <summary>
/// Mode sets, one run: a gateway with a store on disk; connections of the Status interface set statuses and get all events.
/// </summary>
internal static class SetsBench
{
    private const int DefaultConnections = 100;
    private const double MicrosecondsPerSecond = 1e6;

    public static int ConnectionsOf(BenchOptions options) => options.Concurrency ?? DefaultConnections;

    public static Report Run(BenchOptions options, Faults faults)
    {
        using var store = new SetsStore(ConnectionsOf(options));
        using var server = Server.TakeStatus(store.Serve(options));
        using var loop = new EventLoop();
        var run = new SetsRun(loop, server, faults, options);
        loop.Run(run);
        run.Drop();

        var (from, to) = (run.From!, run.To!);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        var report = new Report();
        report.Add("sets_per_second", run.Sets.Count / seconds);
        report.Add("events_per_second", run.EventCount / seconds);
        report.Add("set", run.Sets);
        report.Add("server_cpu_us_per_set", to.ServerSeconds(from) / run.Sets.Count * MicrosecondsPerSecond);
        report.Add("", from, to);
        report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        report.Add("wrong", faults.Count);
        return report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        double Of(string key) => results.Median($"set_{key}_ms");
        output.WriteLine(FormattableString.Invariant(
            $"# {results.Median("sets_per_second"):0} durable sets/s, {results.Median("events_per_second"):0} event lines/s"));
        output.WriteLine(FormattableString.Invariant($"# p50 {Of("p50"):0.00} p99 {Of("p99"):0.00} max {Of("max"):0} ms"));
        var (cpu, percent) = (results.Median("server_cpu_us_per_set"), results.Median("server_cpu_percent"));
        output.WriteLine(FormattableString.Invariant($"# the server used {cpu:0} us of CPU a set, {percent:0} % of one CPU"));
    }
}
