using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Gateways;

/// <summary>Which incarnation of a gateway is live, as its grain knows it. A new activation knows none and waits a full lease.</summary>
internal sealed class GatewayLife(TimeProvider time)
{
    private readonly EndedIncarnations _ended = new();
    private long _renewedAt = time.GetTimestamp();
    private bool _isExpected = true;

    /// <summary>The incarnation that called last, until it ends; null when none has, or it ended.</summary>
    internal GatewayRef? Current { get; private set; }

    internal bool HasEnded(GatewayRef gateway) => _ended.Contains(gateway.Incarnation);

    /// <summary>Whether somebody may come for what is posted: the lease is not over.</summary>
    internal bool IsLeased => (Current is not null || _isExpected) && time.GetElapsedTime(_renewedAt) < LeaseTable.Duration;

    /// <summary>How long nothing has been heard.</summary>
    internal TimeSpan Silence => time.GetElapsedTime(_renewedAt);

    /// <summary>A call of this incarnation: it is the live one from here on, a former one has ended. False when it has itself.</summary>
    internal bool TryAdopt(GatewayRef gateway)
    {
        if (HasEnded(gateway))
        {
            return false;
        }

        if (Current is { } former && former != gateway)
        {
            _ended.Add(former.Incarnation);
        }

        Current = gateway;
        _renewedAt = time.GetTimestamp();
        return true;
    }

    internal void End(GatewayRef gateway)
    {
        _ended.Add(gateway.Incarnation);
        if (Current == gateway)
        {
            Current = null;
            _isExpected = false;
        }
    }
}
