using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>All calls that wait for an answer, swept five times a second for those whose time is up. One timer for all of them.</summary>
internal sealed class PendingCalls : IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(200);

    private readonly EngineClock _clock;
    private readonly PendingCallShard[] _shards;
    private ITimer? _timer;
    private long _failures;

    internal PendingCalls(EngineClock clock, int shardCount)
    {
        _clock = clock;
        _shards = new PendingCallShard[shardCount];
        for (var i = 0; i < _shards.Length; i++)
        {
            _shards[i] = new PendingCallShard();
        }
    }

    public void Dispose() => _timer?.Dispose();

    internal void Start()
        => _timer = _clock.Provider.CreateTimer(static state => ((PendingCalls)state!).Sweep(), this, SweepPeriod, SweepPeriod);

    internal void Add(Call call)
    {
        // The shard only spreads the lock; any would do.
        var shard = _shards[Thread.GetCurrentProcessorId() % _shards.Length];
        call.Shard = shard;
        shard.Add(call);
    }

    /// <summary>Calls that were made.</summary>
    internal long Count => _shards.Sum(shard => shard.Added);

    /// <summary>Calls whose callers got an exception.</summary>
    internal long Failures => Volatile.Read(ref _failures);

    internal void CountFailure() => Interlocked.Increment(ref _failures);

    internal void FailAll(string reason)
    {
        Dispose();
        foreach (var call in TakeAll(long.MaxValue))
        {
            call.Fail(new SiloUnavailableException($"{reason} {call.Description} may have run."));
        }
    }

    private void Sweep()
    {
        _clock.Refresh();
        foreach (var call in TakeAll(_clock.Coarse))
        {
            call.TimeOut();
        }
    }

    private List<Call> TakeAll(long due)
    {
        var calls = new List<Call>();
        foreach (var shard in _shards)
        {
            shard.TakeDue(due, calls);
        }

        return calls;
    }
}
