using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>
/// One run of a mode whose sessions do nothing but publish and get events: 1. a gateway as its defaults are, and the sessions. 2. Events.
/// 3. A moment in which nothing may come any more.
/// </summary>
internal static class EventsBench
{
    private const double MicrosecondsPerSecond = 1e6;
    private const double SettleSeconds = 0.5;

    public static Report Run(BenchOptions options, Faults faults, Random random, EventPlan plan)
    {
        // Step 1
        using var access = GatewayAccess.ByToken();
        using var server = Server.TakeWhole(options, access);
        using var loop = new EventLoop();
        var traffic = new EventTraffic(loop, server.Address, faults, access.Tokens, plan);
        traffic.Open(options);
        loop.Run(new Pause(SettleSeconds));

        // Step 2
        var phase = new EventPhase(traffic, server.Pid, plan, options, random);
        loop.Run(phase);

        // Step 3
        loop.Run(new Pause(SettleSeconds));
        var report = ReportOf(phase, plan);
        AddHealth(report, traffic);
        report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        report.Add("wrong", faults.Count);
        traffic.Drop();
        return report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        WriteEvents(results, "publish", output);
        if (results.Has("deliveries_per_second"))
        {
            WriteEvents(results, "deliver", output);
        }
    }

    /// <summary>What came as it must not; each is a fault too.</summary>
    internal static void AddHealth(Report report, EventTraffic traffic)
    {
        report.Add("missing", traffic.MissingCount);
        report.Add("duplicate", traffic.DuplicateCount);
        report.Add("reordered", traffic.ReorderedCount);
    }

    private static Report ReportOf(EventPhase phase, EventPlan plan)
    {
        var (from, to, counts) = (phase.From!, phase.To!, phase.Counts);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        var report = new Report();
        report.Add("publishes_per_second", counts.Answered / seconds);
        if (plan.Subscribers > 0)
        {
            report.Add("deliveries_per_second", counts.Delivered / seconds);
            report.Add("deliveries", counts.Delivered);
            report.Add("reads_per_delivery", (double)counts.Reads / counts.Delivered);
            report.Add("server_cpu_us_per_delivery", to.ServerSeconds(from) / counts.Delivered * MicrosecondsPerSecond);
            report.Add("deliver", phase.Figures.Deliver);
        }

        report.Add("seconds", seconds);
        report.Add("server_cpu_us_per_publish", to.ServerSeconds(from) / counts.Answered * MicrosecondsPerSecond);
        report.Add("publish", phase.Figures.Publish);
        if (plan.Rate is not null)
        {
            report.Add("late_p99_ms", phase.Figures.Late.Percentile(99));
        }

        report.Add("", from, to);
        report.Add("server_rss_kib", phase.ServerKib);
        return report;
    }

    private static void WriteEvents(Results results, string verb, TextWriter output)
    {
        var noun = verb == "publish" ? "publish" : "delivery";
        var perSecond = results.Median(verb == "publish" ? "publishes_per_second" : "deliveries_per_second");
        double Of(string key) => results.Median($"{verb}_{key}_ms");
        var times = FormattableString.Invariant($"p50 {Of("p50"):0.00} p99 {Of("p99"):0.00} max {Of("max"):0} ms");
        var cpu = results.Median($"server_cpu_us_per_{noun}");
        output.WriteLine(FormattableString.Invariant(
            $"# {verb}: {perSecond:0}/s; {times}; {cpu:0.00} us of the server's CPU each"));
    }
}
