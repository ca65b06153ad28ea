using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Logins;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Idle;

/// <summary>
/// Mode idle, one run: 1. a gateway as its defaults are, and logins that go again, so that compiled code does not count as memory of
/// connections. 2. In steps, sessions that stay, each with a subscription. 3. After each step nothing happens for a while.
/// </summary>
internal sealed class IdleBench(BenchOptions options, Faults faults, Random random)
{
    /// <summary>After connecting, the collector and the compiler still work on what that left behind.</summary>
    private const double SettleSeconds = 5;
    private const double OpenSecondsMax = 600;

    private readonly Report _report = new();

    public Report Run()
    {
        // Step 1
        using var access = GatewayAccess.ByToken();
        using var server = Server.TakeWhole(options, access);
        using var loop = new EventLoop();
        var tokens = new TokenSupply(access.Tokens);
        loop.Run(new LoginsRun(loop, server, faults, LoginPlan.First with { Subscribes = true }, random, tokens));
        loop.Run(new Pause(1));
        var emptyKib = Memory.ResidentKib(server.Pid);
        _report.Add("server_rss_empty_kib", emptyKib);

        // Steps 2 and 3
        var runs = new List<LoginsRun>();
        for (var step = 1; step <= options.Steps; step++)
        {
            var wanted = (int)((long)options.SessionCount * step / options.Steps);
            var held = runs.Sum(run => run.KeptCount);
            var time = options with { Rate = null, Warmup = 0, Seconds = OpenSecondsMax, Keep = wanted - held };
            var plan = LoginPlan.Of(time) with { Subscribes = true };
            var run = new LoginsRun(loop, server, faults, plan, random, tokens);
            runs.Add(run);
            loop.Run(run);
            if (run.KeptCount != plan.Keep)
            {
                throw new BenchException($"only {held + run.KeptCount} of {wanted} sessions could be opened");
            }

            Hold(loop, server, runs, emptyKib);
        }

        _report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        _report.Add("wrong", faults.Count);
        runs.ForEach(run => run.Drop());
        return _report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        output.WriteLine("# sessions   resident MiB   KiB each   % of a core   pings");
        foreach (var key in results.Keys.Where(key => key.EndsWith("_sessions", StringComparison.Ordinal)))
        {
            double Of(string name) => results.Median(key.Replace("_sessions", $"_{name}", StringComparison.Ordinal));
            var memory = FormattableString.Invariant($"{Of("server_rss_kib") / 1024,15:0}{Of("server_rss_kib_per_connection"),11:0.0}");
            output.WriteLine(FormattableString.Invariant(
                $"# {results.Median(key),8:0}{memory}{Of("server_cpu_percent"),14:0.0}{Of("pings"),8:0}"));
        }
    }

    private void Hold(EventLoop loop, Server server, List<LoginsRun> runs, double? emptyKib)
    {
        loop.Run(new Pause(Math.Min(SettleSeconds, options.Hold)));
        var pings = runs.Sum(run => run.PingCount);
        var from = Usage.Now(server.Pid);
        loop.Run(new Pause(options.Hold));
        var (to, heldKib) = (Usage.Now(server.Pid), Memory.ResidentKib(server.Pid));
        var count = runs.Sum(run => run.KeptCount);
        var prefix = FormattableString.Invariant($"held{count}_");
        _report.Add($"{prefix}sessions", count);
        _report.Add($"{prefix}server_rss_kib", heldKib);
        _report.Add($"{prefix}server_rss_kib_per_connection", (heldKib - emptyKib) / count);
        _report.Add($"{prefix}pings", runs.Sum(run => run.PingCount) - pings);
        _report.Add(prefix, from, to);
    }
}
