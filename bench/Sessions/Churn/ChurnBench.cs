using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Logins;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Churn;

/// <summary>
/// Mode churn, one run: 1. a gateway as its defaults are, and logins that go again, so that compiled code is there. 2. and 3. Half of the
/// cycles each: connect, log in, subscribe, go. 4. What the gateway counts must be what it counted before.
/// </summary>
internal sealed class ChurnBench(BenchOptions options, Faults faults, Random random)
{
    private const double MicrosecondsPerSecond = 1e6;
    private const double LookSeconds = 0.1;
    private const double SettleSecondsMax = 10;

    /// <summary>Far fewer a second than there ever are: who falls below is given up.</summary>
    private const double CyclesPerSecondMin = 20;

    private readonly Report _report = new();

    public Report Run()
    {
        // Step 1
        using var access = GatewayAccess.ByToken();
        using var server = Server.TakeWhole(options, access);
        using var metrics = new ServerMetrics(Server.ManagementPort(options));
        using var loop = new EventLoop();
        var tokens = new TokenSupply(access.Tokens);
        var start = metrics.Counts();
        loop.Run(new LoginsRun(loop, server, faults, LoginPlan.First with { Subscribes = true }, random, tokens));
        Settle(loop, metrics, start);
        _report.Add("server_rss_start_kib", Memory.ResidentKib(server.Pid));

        // Steps 2 and 3
        var half = options.Cycles / 2;
        var from = Usage.Now(server.Pid);
        var first = Cycle(loop, server, tokens, half);
        _report.Add("server_rss_half_kib", Memory.ResidentKib(server.Pid));
        var last = Cycle(loop, server, tokens, options.Cycles - half);
        _report.Add("server_rss_end_kib", Memory.ResidentKib(server.Pid));
        Add(first, last, from);

        // Step 4
        var end = Settle(loop, metrics, start);
        _report.Add("server_connections_end", end.Connections - start.Connections);
        _report.Add("server_sessions_end", end.Sessions - start.Sessions);
        _report.Add("server_subscriptions_end", end.Subscriptions - start.Subscriptions);
        _report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        _report.Add("wrong", faults.Count);
        return _report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        double MiB(string key) => results.Median($"server_rss_{key}_kib") / 1024;
        var (perSecond, cpu) = (results.Median("cycles_per_second"), results.Median("server_cpu_us_per_cycle"));
        output.WriteLine(FormattableString.Invariant($"# {perSecond:0} cycles/s, {cpu:0} us of the server's CPU each"));
        output.WriteLine(FormattableString.Invariant(
            $"# {MiB("start"):0} MiB at the start, {MiB("half"):0} at half, {MiB("end"):0} at the end"));
        output.WriteLine(FormattableString.Invariant(
            $"# left behind: {results.Max("server_sessions_end"):0} sessions, {results.Max("server_subscriptions_end"):0} subscriptions"));
    }

    private LoginsRun Cycle(EventLoop loop, Server server, TokenSupply tokens, int count)
    {
        var time = options with { Rate = null, Warmup = 0, Seconds = count / CyclesPerSecondMin, Keep = 0 };
        var run = new LoginsRun(
            loop, server, faults, LoginPlan.Of(time) with { Count = count, Subscribes = true }, random, tokens);
        loop.Run(run);
        return run;
    }

    private void Add(LoginsRun first, LoginsRun last, Usage from)
    {
        var (to, count) = (last.To!, first.Login.Count + last.Login.Count);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        if (count != options.Cycles)
        {
            faults.Add($"{count} of {options.Cycles} cycles were carried out");
        }

        _report.Add("cycles", count);
        _report.Add("cycles_per_second", count / seconds);
        _report.Add("seconds", seconds);
        _report.Add("half_connect", first.Connect);
        _report.Add("end_connect", last.Connect);
        _report.Add("half_login", first.Login);
        _report.Add("end_login", last.Login);
        _report.Add("server_cpu_us_per_cycle", to.ServerSeconds(from) / count * MicrosecondsPerSecond);
        _report.Add("", from, to);
    }

    /// <summary>Waits until the gateway counts what it counted at the start: a session ends a little after its connection.</summary>
    private ServerCounts Settle(EventLoop loop, ServerMetrics metrics, ServerCounts start)
    {
        var giveUpAt = Clock.Now + Clock.Seconds(SettleSecondsMax);
        var counts = metrics.Counts();
        while (counts != start && Clock.Now < giveUpAt)
        {
            loop.Run(new Pause(LookSeconds));
            counts = metrics.Counts();
        }

        if (counts != start)
        {
            faults.Add($"the gateway counts {counts}, and counted {start} before anybody came");
        }

        return counts;
    }
}
