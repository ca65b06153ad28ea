namespace Orleans.Embedded;

/// <summary>The engine's time. The coarse timestamp is at most one sweep old and costs nothing to read.</summary>
internal sealed class EngineClock(TimeProvider provider)
{
    /// <summary>Longer times never end: as timestamps they would overflow.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1_000);

    private long _coarse = provider.GetTimestamp();

    internal TimeProvider Provider => provider;

    /// <summary>A timestamp of the provider, read at the last sweep.</summary>
    internal long Coarse => Volatile.Read(ref _coarse);

    internal DateTimeOffset UtcNow => provider.GetUtcNow();

    internal void Refresh() => Volatile.Write(ref _coarse, provider.GetTimestamp());

    internal TimeSpan Elapsed(long since) => provider.GetElapsedTime(since);

    /// <summary>The timestamp at which a time that begins now is over.</summary>
    internal long After(TimeSpan time)
        => time == Timeout.InfiniteTimeSpan || time > LongestTime
            ? long.MaxValue
            : provider.GetTimestamp() + (long)(time.Ticks * ((double)provider.TimestampFrequency / TimeSpan.TicksPerSecond));
}
