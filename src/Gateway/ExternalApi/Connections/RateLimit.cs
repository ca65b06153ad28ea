namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary><c>Limits:RequestsPerSecond</c> of one connection: a bucket that holds one second's worth and fills steadily.</summary>
internal struct RateLimit
{
    private double _tokens;
    private long _filledAt;

    /// <summary>Takes one request out of the bucket.</summary>
    /// <returns>False: it is empty.</returns>
    public bool TryTake(int perSecond, TimeProvider time)
    {
        if (perSecond == 0)
        {
            return true;
        }

        var now = time.GetTimestamp();
        var isFirst = _filledAt == 0;
        _tokens = isFirst ? perSecond : Math.Min(perSecond, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
