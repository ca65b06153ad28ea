using System.Diagnostics;

namespace EventPlatform.Bench.Sessions;

/// <summary>Monotonic time in nanoseconds. Measured times are real ones, so nothing is injected.</summary>
internal static class Clock
{
    internal const long PerSecond = 1_000_000_000;

    /// <summary>On Linux the stopwatch counts nanoseconds.</summary>
    internal static long Now => Stopwatch.GetTimestamp();

    internal static long Seconds(double seconds) => (long)(seconds * PerSecond);
}
