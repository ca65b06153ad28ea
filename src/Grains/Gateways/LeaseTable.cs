using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Gateways;

/// <summary>
/// When the leases of live incarnations are over. Only time in which this table was looked after counts: neither a former activation's,
/// nor that of a process that stood still.
/// </summary>
internal sealed class LeaseTable(TimeProvider time)
{
    /// <summary>A lease is over this long after its last renewal; gateways renew every 1.5 s.</summary>
    internal static readonly TimeSpan Duration = TimeSpan.FromSeconds(12);

    /// <summary>The table is looked after every second; a longer pause than this was no gateway's fault.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(4);

    private readonly Dictionary<GatewayRef, long> _renewedAt = [];
    private long _lookedAt = time.GetTimestamp();

    internal void Renew(GatewayRef gateway) => _renewedAt[gateway] = time.GetTimestamp();

    internal void Remove(GatewayRef gateway) => _renewedAt.Remove(gateway);

    /// <summary>Those whose lease is over now.</summary>
    internal List<GatewayRef> FindOver()
    {
        var now = time.GetTimestamp();
        var pause = time.GetElapsedTime(_lookedAt, now);
        var pausedTicks = pause > PauseMax ? now - _lookedAt : 0;
        _lookedAt = now;
        var over = new List<GatewayRef>();
        foreach (var gateway in _renewedAt.Keys.ToList())
        {
            _renewedAt[gateway] = Math.Min(now, _renewedAt[gateway] + pausedTicks);
            if (time.GetElapsedTime(_renewedAt[gateway], now) >= Duration)
            {
                over.Add(gateway);
            }
        }

        return over;
    }
}
