namespace EventPlatform.EndToEnd.Tests.Resuming;

/// <summary>A gateway from its start to its end.</summary>
/// <param name="Number">Differs from those of all other runs.</param>
/// <param name="Ports">Where it listens.</param>
internal sealed record GatewayRun(int Number, Ports Ports)
{
    private long _readyAt = long.MaxValue;
    private volatile bool _isEnding;

    /// <summary>When it was ready for clients, Unix milliseconds.</summary>
    internal long ReadyAt => Volatile.Read(ref _readyAt);

    /// <summary>Whether it has been told to end.</summary>
    internal bool IsEnding => _isEnding;

    internal void BecomeReady() => Volatile.Write(ref _readyAt, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    internal void BeginEnding() => _isEnding = true;

    public override string ToString() => $"gateway {Number}, ready at {ReadyAt}";

    public bool Equals(GatewayRun? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Number;
}
