using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Logins;

/// <summary>Mode logins: one run, and what it says to people.</summary>
internal static class LoginsBench
{
    private const double MicrosecondsPerSecond = 1e6;

    public static Report Run(BenchOptions options, Faults faults, Random random)
    {
        using var access = options.ByToken ? GatewayAccess.ByToken() : null;
        using var server = Server.Take(options, access);
        using var loop = new EventLoop();
        var tokens = access is null ? null : new TokenSupply(access.Tokens);
        var run = new LoginsRun(loop, server, faults, LoginPlan.Of(options), random, tokens);
        loop.Run(run);
        var report = ReportOf(run, options.Rate is not null);
        report.Add("server_rss_kib", Memory.ResidentKib(server.Pid));
        report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        report.Add("wrong", faults.Count);
        run.Drop();
        return report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        var perSecond = results.Median("logins_per_second");
        output.WriteLine(FormattableString.Invariant(
            $"# {perSecond:0} logins/s; {Times(results, "connect")}, {Times(results, "login")}"));
        if (results.Has("server_cpu_us_per_login"))
        {
            var (cpu, percent) = (results.Median("server_cpu_us_per_login"), results.Median("server_cpu_percent"));
            output.WriteLine(FormattableString.Invariant(
                $"# the server used {cpu:0} us of CPU a login, {percent:0} % of one CPU; {results.Median("server_rss_kib") / 1024:0} MiB"));
        }
    }

    private static string Times(Results results, string key) =>
        FormattableString.Invariant($"{key} p50 {results.Median($"{key}_p50_ms"):0.0} p99 {results.Median($"{key}_p99_ms"):0.0} ms");

    private static Report ReportOf(LoginsRun run, bool isPaced)
    {
        var (from, to) = (run.From!, run.To!);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        var report = new Report();
        report.Add("logins_per_second", run.Login.Count / seconds);
        report.Add("logins", run.Login.Count);
        report.Add("seconds", seconds);
        report.Add("connect", run.Connect);
        report.Add("login", run.Login);
        if (isPaced)
        {
            report.Add("late_p99_ms", run.Late.Percentile(99));
        }

        report.Add("kept", run.KeptCount);
        report.Add("server_cpu_us_per_login", to.ServerSeconds(from) / run.Login.Count * MicrosecondsPerSecond);
        report.Add("", from, to);
        return report;
    }
}
