using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>
/// Mode flood, one run: 1. a gateway with a file of users, and ordinary users who publish and subscribe. 2. They are measured. 3. The same
/// while wrong passwords come. 4. The same without them again.
/// </summary>
internal sealed class FloodBench(BenchOptions options, Faults faults, Random random)
{
    /// <summary>Names of the phases in the figures.</summary>
    internal const string Quiet = "quiet";
    internal const string Flood = "flood";
    internal const string After = "after";

    /// <summary>Users of the file, from 0 on.</summary>
    internal const int UserCount = 100;

    private readonly Report _report = new();

    public Report Run()
    {
        // Step 1
        using var access = GatewayAccess.ByPassword(UserCount, GatewayProgram.Hash(options, GatewayAccess.Password));
        using var server = Server.Take(options, access);
        using var loop = new EventLoop();
        var traffic = new Traffic(loop, server.Address, faults, access, options.Probes);
        loop.Run(traffic);

        // Step 2
        var quiet = Measure(Quiet, loop, server, traffic, null);

        // Step 3
        var attackers = new Attackers(loop, server.Address, faults, options, random);
        var flood = Measure(Flood, loop, server, traffic, attackers);
        attackers.Drop();
        Add(attackers, flood);

        // Step 4
        var after = Measure(After, loop, server, traffic, null);
        AddRatios(quiet, flood, after);
        AddMemory(server, quiet.Memory, flood.Memory, after.Memory);
        _report.Add("wrong", faults.Count);
        return _report;
    }

    private FloodPhase Measure(string name, EventLoop loop, Server server, Traffic traffic, Attackers? attackers)
    {
        var phase = new FloodPhase(traffic, attackers, server.Pid, faults, options, random);
        loop.Run(phase);
        _report.Add($"{name}_events", phase.Figures.Publish.Count);
        _report.Add($"{name}_publish", phase.Figures.Publish);
        _report.Add($"{name}_deliver", phase.Figures.Deliver);
        _report.Add($"{name}_late_p99_ms", phase.Figures.Late.Percentile(99));
        _report.Add($"{name}_", phase.From!, phase.To!);
        return phase;
    }

    private void Add(Attackers attackers, FloodPhase phase)
    {
        var seconds = (double)(phase.To!.At - phase.From!.At) / Clock.PerSecond;
        _report.Add("flood_attempts", attackers.MeasuredCount);
        _report.Add("flood_attempts_per_second", attackers.MeasuredCount / seconds);
        _report.Add("flood_100030", attackers.Unauthorized.Count);
        _report.Add("flood_100030_per_second", attackers.Unauthorized.Count / seconds);
        _report.Add("flood_100030", attackers.Unauthorized);
        _report.Add("flood_100081", attackers.Overloaded.Count);
        _report.Add("flood_100081", attackers.Overloaded);
        _report.Add("flood_timed_out", attackers.TimedOutCount);
        _report.Add("flood_attempt_late_p99_ms", attackers.Late.Percentile(99));
        _report.Add("flood_connections", attackers.ConnectionsPeak);
        _report.Add("flood_connections_opened", attackers.OpenedCount);
    }

    /// <summary>Over the better of the two quiet phases: whatever else runs makes a phase worse, never better.</summary>
    private void AddRatios(FloodPhase quiet, FloodPhase flood, FloodPhase after)
    {
        double Ratio(Func<EventFigures, Latencies> of, double percent) => of(flood.Figures).Percentile(percent)
            / Math.Min(of(quiet.Figures).Percentile(percent), of(after.Figures).Percentile(percent));
        foreach (var percent in (double[])[50, 99])
        {
            _report.Add(FormattableString.Invariant($"publish_p{percent}_ratio"), Ratio(figures => figures.Publish, percent));
            _report.Add(FormattableString.Invariant($"deliver_p{percent}_ratio"), Ratio(figures => figures.Deliver, percent));
        }
    }

    private void AddMemory(Server server, MemoryTrace quiet, MemoryTrace flood, MemoryTrace after)
    {
        const double LastSixth = 5.0 / 6;
        var third = flood.Median(1.0 / 3, 1.0 / 2);
        var end = flood.Median(LastSixth, 1);
        _report.Add("server_rss_quiet_kib", quiet.Median(LastSixth, 1));
        _report.Add("server_rss_flood_third_kib", third);
        _report.Add("server_rss_flood_end_kib", end);
        _report.Add("server_rss_flood_growth_kib", end - third);
        _report.Add("server_rss_after_kib", after.Median(LastSixth, 1));
        _report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
    }
}
