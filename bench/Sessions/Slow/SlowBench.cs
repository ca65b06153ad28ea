using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Slow;

/// <summary>
/// Mode slow, one run: 1. a gateway as its defaults are, and the sessions. 2. Events at a rate to all. 3. One subscriber stops reading: the
/// same until the gateway has closed it, and a little longer.
/// </summary>
internal sealed class SlowBench(BenchOptions options, Faults faults, Random random)
{
    /// <summary>Events a second.</summary>
    internal const double DefaultRate = 2_000;

    private const string Quiet = "quiet";
    private const string Stopped = "stopped";
    private const double AfterSeconds = 1;

    private readonly Report _report = new();

    public Report Run()
    {
        // Step 1
        using var access = GatewayAccess.ByToken();
        using var server = Server.TakeWhole(options, access);
        using var watch = new SlowWatch(Server.ManagementPort(options));
        using var loop = new EventLoop();
        var plan = EventPlan.OneTopic(options with { Rate = options.Rate ?? DefaultRate }, options.Subscribers - 1);
        var traffic = new EventTraffic(loop, server.Address, faults, access.Tokens, plan);
        traffic.Open(options);
        var slow = new SlowSubscriber(traffic, plan.Subscribers + plan.Publishers);
        loop.Run(new Opening(1, 1, () => slow.IsReady ? 1 : 0, _ => slow.Open()));

        // Step 2
        var quiet = Measure(Quiet, loop, new EventPhase(traffic, server.Pid, plan, options, random));

        // Step 3
        slow.Stop();
        var stoppedAt = Clock.Now;
        var time = options with { Warmup = 0, Seconds = AfterSeconds };
        var stopped = Measure(Stopped, loop, new EventPhase(
            traffic, server.Pid, plan, time, random, now => now - Clock.Seconds(AfterSeconds) < watch.ClosedAt));
        _report.Add("deliver_p50_ratio", stopped.Figures.Deliver.Percentile(50) / quiet.Figures.Deliver.Percentile(50));
        _report.Add("deliver_p99_ratio", stopped.Figures.Deliver.Percentile(99) / quiet.Figures.Deliver.Percentile(99));
        AddSlow(watch, stoppedAt);
        EventsBench.AddHealth(_report, traffic);
        _report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        _report.Add("wrong", faults.Count);
        traffic.Drop();
        slow.Abort();
        return _report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        output.WriteLine("# ms from due to delivered     p50       p99   server CPU   resident MiB");
        foreach (var phase in (string[])[Quiet, Stopped])
        {
            double Of(string key) => results.Median($"{phase}_{key}");
            var times = FormattableString.Invariant($"{Of("deliver_p50_ms"),10:0.00}{Of("deliver_p99_ms"),10:0.00}");
            output.WriteLine(FormattableString.Invariant(
                $"# {phase,-22}{times}{Of("server_cpu_percent"),11:0} %{Of("server_rss_kib") / 1024,15:0}"));
        }

        output.WriteLine(FormattableString.Invariant($"# p99 is {results.Median("deliver_p99_ratio"):0.00} times as long"));
    }

    private EventPhase Measure(string name, EventLoop loop, EventPhase phase)
    {
        loop.Run(phase);
        var seconds = (double)(phase.To!.At - phase.From!.At) / Clock.PerSecond;
        _report.Add($"{name}_seconds", seconds);
        _report.Add($"{name}_publishes_per_second", phase.Counts.Answered / seconds);
        _report.Add($"{name}_deliveries_per_second", phase.Counts.Delivered / seconds);
        _report.Add($"{name}_publish", phase.Figures.Publish);
        _report.Add($"{name}_deliver", phase.Figures.Deliver);
        _report.Add($"{name}_late_p99_ms", phase.Figures.Late.Percentile(99));
        _report.Add($"{name}_server_rss_kib", phase.ServerKib);
        _report.Add($"{name}_", phase.From, phase.To);
        return phase;
    }

    private void AddSlow(SlowWatch watch, long stoppedAt)
    {
        _report.Add("slow_consumers", watch.Count);
        if (watch.Count != 1)
        {
            faults.Add($"{watch.Count} slow consumers were closed, and one did not read");
        }

        if (watch.Count > 0)
        {
            _report.Add("closed_after_seconds", (double)(watch.ClosedAt - stoppedAt) / Clock.PerSecond);
        }
    }
}
