using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>What mode flood says to people.</summary>
internal static class FloodSummary
{
    public static void Write(Results results, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"""
            # {results.Median("flood_attempts_per_second"):0} wrong passwords/s: {Share(results, "100030"):0.0} % compared (100030), {Share(results, "100081"):0.0} % refused at once (100081)
            """));
        output.WriteLine("# ms from due            publish p50       p99   deliver p50       p99   server CPU");
        foreach (var phase in (string[])[FloodBench.Quiet, FloodBench.Flood, FloodBench.After])
        {
            WriteRow(results, phase, output);
        }

        output.WriteLine(FormattableString.Invariant(
            $"# p99 by {results.Median("publish_p99_ratio"):0.00} and {results.Median("deliver_p99_ratio"):0.00} times as long in the flood"));
        if (results.Has("server_rss_flood_growth_kib"))
        {
            double MiB(string key) => results.Median($"server_rss_{key}_kib") / 1024;
            output.WriteLine(FormattableString.Invariant(
                $"# {MiB("quiet"):0} MiB before, {MiB("flood_third"):0} and {MiB("flood_end"):0} in the flood, {MiB("after"):0} after it"));
        }
    }

    private static double Share(Results results, string code) =>
        100 * results.Median($"flood_{code}") / Math.Max(1, results.Median("flood_attempts"));

    private static void WriteRow(Results results, string phase, TextWriter output)
    {
        double Of(string key) => results.Median($"{phase}_{key}_ms");
        var cpu = results.Has($"{phase}_server_cpu_percent") ? results.Median($"{phase}_server_cpu_percent") : double.NaN;
        output.WriteLine(FormattableString.Invariant(
            $"# {phase,-20}{Of("publish_p50"),14:0.00}{Of("publish_p99"),10:0.00}{Of("deliver_p50"),14:0.00}{Of("deliver_p99"),10:0.00}{cpu,11:0} %"));
    }
}
