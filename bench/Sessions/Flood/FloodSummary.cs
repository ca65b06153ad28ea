using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>What mode flood says to people.</summary>
internal static class FloodSummary
{
    public static void Write(Results results, TextWriter output)
    {
        var (perSecond, hashed) = (results.Median("flood_attempts_per_second"), results.Median("flood_100030_per_second"));
        output.WriteLine(FormattableString.Invariant(
            $"# {perSecond:0} wrong passwords/s, {hashed:0.0}/s were hashed (100030), the others were not (100081)"));
        output.WriteLine("# ms from due            publish p50       p99   deliver p50       p99   server CPU");
        foreach (var phase in (string[])[FloodBench.Quiet, FloodBench.Flood, FloodBench.After])
        {
            WriteRow(results, phase, output);
        }

        var (publish, deliver) = (results.Median("publish_p99_ratio"), results.Median("deliver_p99_ratio"));
        output.WriteLine(FormattableString.Invariant($"# p99 is {publish:0.00} and {deliver:0.00} times as long in the flood"));
        if (results.Has("server_rss_flood_growth_kib"))
        {
            double MiB(string key) => results.Median($"server_rss_{key}_kib") / 1024;
            output.WriteLine(FormattableString.Invariant(
                $"# {MiB("quiet"):0} MiB before, {MiB("flood_third"):0} and {MiB("flood_end"):0} in the flood, {MiB("after"):0} after it"));
        }
    }

    private static void WriteRow(Results results, string phase, TextWriter output)
    {
        double Of(string key) => results.Median($"{phase}_{key}");
        var publish = FormattableString.Invariant($"{Of("publish_p50_ms"),14:0.00}{Of("publish_p99_ms"),10:0.00}");
        var deliver = FormattableString.Invariant($"{Of("deliver_p50_ms"),14:0.00}{Of("deliver_p99_ms"),10:0.00}");
        output.WriteLine(FormattableString.Invariant($"# {phase,-20}{publish}{deliver}{Of("server_cpu_percent"),11:0} %"));
    }
}
