using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>Counts dropped log entries, and says so in the log: at once, then at most every minute for each reason. Thread-safe.</summary>
internal sealed partial class GelfDrops(PlatformMetrics metrics, TimeProvider time, ILogger<GelfSender> logger)
{
    public static readonly TimeSpan LogEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<GelfDrop, (int Unsaid, long? SaidAt)> _reasons = [];

    public void Add(GelfDrop reason, Exception? cause = null)
    {
        metrics.LogEntriesDropped();
        if (TakeUnsaid(reason) is > 0 and var count)
        {
            LogDropped(cause, count, reason);
        }
    }

    /// <returns>How many there are to tell of; 0: not now.</returns>
    private int TakeUnsaid(GelfDrop reason)
    {
        lock (_lock)
        {
            var (unsaid, saidAt) = _reasons.GetValueOrDefault(reason);
            unsaid++;
            var isDue = saidAt is not { } at || time.GetElapsedTime(at) >= LogEvery;
            _reasons[reason] = isDue ? (0, time.GetTimestamp()) : (unsaid, saidAt);
            return isDue ? unsaid : 0;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Log entries that did not reach the GELF receiver: {Count}, {Reason}")]
    private partial void LogDropped(Exception? cause, int count, GelfDrop reason);
}
