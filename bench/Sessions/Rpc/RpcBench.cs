using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Calls;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Rpc;

/// <summary>
/// Mode rpc, one run: 1. a gateway with a file of one user. 2. One connection alone, whose first call has its password hashed. 3. All
/// connections.
/// </summary>
internal static class RpcBench
{
    /// <summary>Calls a second.</summary>
    internal const double DefaultRate = 2_000;

    private const double MicrosecondsPerSecond = 1e6;

    public static Report Run(BenchOptions options, Faults faults, Random random)
    {
        // Step 1
        using var access = GatewayAccess.ByPassword(userCount: 1, GatewayProgram.Hash(options, GatewayAccess.Password));
        using var server = Server.Take(options with { Framing = Framing.Http }, access);
        using var loop = new EventLoop();
        var call = new RpcCall(options.ListenPort);
        double? rate = options.Unpaced ? null : options.Rate ?? DefaultRate;

        // Step 2
        var alone = options with { Concurrency = 1, Warmup = 0, Seconds = 1 };
        var first = new CallRun(loop, server, faults, alone, call, rate: null, random);
        loop.Run(first);
        first.Drop();

        // Step 3
        var run = new CallRun(loop, server, faults, options, call, rate, random);
        loop.Run(run);
        run.Drop();
        var report = ReportOf(run, first, isPaced: !options.Unpaced);
        report.Add("server_rss_kib", Memory.ResidentKib(server.Pid));
        report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        report.Add("wrong", faults.Count);
        return report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        double Of(string key) => results.Median($"call_{key}_ms");
        output.WriteLine(FormattableString.Invariant(
            $"# {results.Median("calls_per_second"):0} calls/s; p50 {Of("p50"):0.00} p99 {Of("p99"):0.00} max {Of("max"):0} ms"));
        if (results.Has("server_cpu_us_per_call"))
        {
            var (cpu, percent) = (results.Median("server_cpu_us_per_call"), results.Median("server_cpu_percent"));
            output.WriteLine(FormattableString.Invariant(
                $"# the server used {cpu:0} us of CPU a call, {percent:0} % of one CPU; {results.Median("server_rss_kib") / 1024:0} MiB"));
        }
    }

    private static Report ReportOf(CallRun run, CallRun first, bool isPaced)
    {
        var (from, to) = (run.From!, run.To!);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        var report = new Report();
        report.Add("calls_per_second", run.Calls.Count / seconds);
        report.Add("calls", run.Calls.Count);
        report.Add("seconds", seconds);
        report.Add("call", run.Calls);
        report.Add("first_ms", first.Calls.Percentile(100));
        if (isPaced)
        {
            report.Add("late_p99_ms", run.Late.Percentile(99));
        }

        report.Add("server_cpu_us_per_call", to.ServerSeconds(from) / run.Calls.Count * MicrosecondsPerSecond);
        report.Add("", from, to);
        return report;
    }
}
