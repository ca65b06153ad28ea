using EventPlatform.Bench.Sessions.Feed;
using EventPlatform.Bench.Sessions.Rpc;
using EventPlatform.Bench.Sessions.Slow;

namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>What the figures themselves say against being believed; of several phases and runs the worst is told.</summary>
internal static class Doubts
{
    private const double RateShareMin = 0.99;

    public static void Write(Results results, BenchOptions options, int faultCount, TextWriter output)
    {
        if (faultCount > 0)
        {
            output.WriteLine($"# {faultCount} answers or connections were wrong: there is no result");
        }

        // Of a server whose process is not known, its own share is in what others used.
        if (results.Has("server_rss_peak_kib"))
        {
            WriteWorst(results, "other_cpu_percent", 5, "other programs were busy", output);
        }

        WriteWorst(results, "stolen_cpu_percent", 2, "the host took CPU time away", output);
        WriteWorst(results, "client_cpu_percent", 80, "this program was too busy", output);
        var (key, rate, what) = RateOf(options);
        if (rate is { } wanted && results.Min(key) < wanted * RateShareMin)
        {
            // Then some wait until those before have ended, and being late says nothing about this program.
            output.WriteLine(FormattableString.Invariant($"# the rate of {wanted:0.#} {what}/s was not reached"));
            return;
        }

        WriteWorst(results, "late_p99_ms", 2, "this program was late", output);
    }

    /// <summary>The rate that must be reached for its latencies to mean something; null: none.</summary>
    private static (string Key, double? Rate, string What) RateOf(BenchOptions options) => options.Mode switch
    {
        BenchMode.Logins => ("logins_per_second", options.Rate, "logins"),
        BenchMode.Flood => ("flood_attempts_per_second", options.FloodRate, "wrong passwords"),
        BenchMode.Rpc => ("calls_per_second", options.Unpaced ? null : options.Rate ?? RpcBench.DefaultRate, "calls"),
        BenchMode.Rest => ("notes_per_second", options.SetRate, "notes"),
        BenchMode.Feed => ("events_per_second", options.Rate ?? FeedRun.DefaultRate, "events"),
        BenchMode.FanOut or BenchMode.Topics or BenchMode.PubOnly => ("publishes_per_second", options.Rate, "events"),
        BenchMode.Slow => ("stopped_publishes_per_second", options.Rate ?? SlowBench.DefaultRate, "events"),
        _ => ("", null, ""),
    };

    private static void WriteWorst(Results results, string ending, double max, string meaning, TextWriter output)
    {
        var worst = results.Keys.Where(key => key.EndsWith(ending, StringComparison.Ordinal)).MaxBy(results.Max);
        if (worst is not null && results.Max(worst) > max)
        {
            output.WriteLine(FormattableString.Invariant($"# doubtful: {meaning}, {worst} is up to {results.Max(worst):0.0}"));
        }
    }
}
