using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>What mode sessions says to people.</summary>
internal static class SessionsSummary
{
    public static void Write(Results results, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant(
            $"# {results.Median("sessions"):0} sessions, opened in {results.Median("open_seconds"):0.0} s"));
        if (results.Has("server_rss_kib_per_session"))
        {
            var (memory, cpu) = (results.Median("server_rss_kib_per_session"), results.Median("idle_server_cpu_percent"));
            output.WriteLine(FormattableString.Invariant(
                $"# {memory:0.0} KiB a session, {cpu:0.0} % of one CPU while nothing is asked"));
        }

        output.WriteLine("# ms from due to answered      p50       p90       p99       max");
        foreach (var prefix in (string[])["", $"{SessionsBench.Mixed}_"])
        {
            foreach (var command in SessionsBench.Commands)
            {
                WriteRow(results, prefix + command, output);
            }
        }
    }

    private static void WriteRow(Results results, string key, TextWriter output)
    {
        double Of(string percentile) => results.Median($"{key}_{percentile}_ms");
        output.WriteLine(FormattableString.Invariant(
            $"# {key,-20}{Of("p50"),12:0.0}{Of("p90"),10:0.0}{Of("p99"),10:0.0}{Of("max"),10:0.0}"));
    }
}
