using EventPlatform.Bench.Sessions.Calls;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;
using EventPlatform.Bench.Sessions.Sets;

namespace EventPlatform.Bench.Sessions.Rest;

/// <summary>
/// Mode rest, one run: a gateway with a store on disk; at the same time one extension is read and notes of all are set, each kind over
/// connections of its own that stay.
/// </summary>
internal static class RestBench
{
    /// <summary>Reads a second.</summary>
    internal const double DefaultRate = 5_000;

    private const double MicrosecondsPerSecond = 1e6;

    public static Report Run(BenchOptions options, Faults faults, Random random)
    {
        using var store = new SetsStore(options.Extensions);
        using var server = Server.TakeRest(store.Serve(options));
        using var loop = new EventLoop();
        var head = new CallHead(options.ListenPort, Server.RealmCredentials);
        var gets = new CallRun(loop, server, faults, options, new RestGet(head), options.Rate ?? DefaultRate, random);
        var notes = new CallRun(loop, server, faults, options, new RestNote(head, options.Extensions), options.SetRate, random);
        loop.Run(new Together(gets, notes));
        gets.Drop();
        notes.Drop();

        var (from, to) = (gets.From!, gets.To!);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        var report = new Report();
        report.Add("gets_per_second", gets.Calls.Count / seconds);
        report.Add("notes_per_second", notes.Calls.Count / seconds);
        report.Add("get", gets.Calls);
        report.Add("note", notes.Calls);
        report.Add("get_late_p99_ms", gets.Late.Percentile(99));
        report.Add("note_late_p99_ms", notes.Late.Percentile(99));
        report.Add("server_cpu_us_per_call", to.ServerSeconds(from) / (gets.Calls.Count + notes.Calls.Count) * MicrosecondsPerSecond);
        report.Add("", from, to);
        report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        report.Add("wrong", faults.Count);
        return report;
    }

    public static void Summarize(Results results, TextWriter output)
    {
        foreach (var kind in new[] { "get", "note" })
        {
            double Of(string key) => results.Median($"{kind}_{key}_ms");
            output.WriteLine(FormattableString.Invariant(
                $"# {results.Median($"{kind}s_per_second"):0} {kind}s/s; p50 {Of("p50"):0.00} p99 {Of("p99"):0.00} max {Of("max"):0} ms"));
        }

        output.WriteLine(FormattableString.Invariant($"# the server used {results.Median("server_cpu_percent"):0} % of one CPU"));
    }

    /// <summary>Of an extension of the store, below the realm's core server.</summary>
    internal static string ExtensionPath(int number) => FormattableString.Invariant(
        $"/communication_manager/rest/live/coreServers/getByName/default/extensions/getByName/{number}");
}
