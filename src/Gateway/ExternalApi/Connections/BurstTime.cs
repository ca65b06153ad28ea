namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// The time of publishes that follow each other without a wait: read for the first of them and then for every 64th, as reading it costs
/// more than a place in a block. A mutable struct: a field, never a copy.
/// </summary>
internal struct BurstTime
{
    internal const int SharedMax = 64;
    private int _left;

    /// <summary>Unix milliseconds.</summary>
    public long Now { get; private set; }

    /// <summary>The clock's timestamp.</summary>
    public long Timestamp { get; private set; }

    /// <summary>To be called for each publish.</summary>
    /// <returns>Whether it is the first of those that share the time.</returns>
    public bool Look(TimeProvider time)
    {
        if (_left-- > 0)
        {
            return false;
        }

        _left = SharedMax - 1;
        Now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Timestamp = time.GetTimestamp();
        return true;
    }

    /// <summary>There is a wait: the next publish looks again.</summary>
    public void Forget() => _left = 0;
}
