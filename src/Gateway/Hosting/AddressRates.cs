using System.Collections.Concurrent;
using System.Net;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// Requests a second of each client address: a bucket of one second's worth. An address that was silent for a second has a full bucket,
/// which is the same as none, so it is forgotten: the map holds no more addresses than were heard in the last two seconds.
/// </summary>
internal sealed class AddressRates(TimeProvider clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<IPAddress, Bucket> _buckets = new();
    private long _lastSweep = clock.GetTimestamp();

    /// <summary>Addresses that are remembered.</summary>
    public int Count => _buckets.Count;

    /// <summary>Takes one request's worth.</summary>
    /// <param name="address">The client.</param>
    /// <param name="perSecond">The limit now; 0: none.</param>
    /// <returns>False when the bucket is empty.</returns>
    public bool TryTake(IPAddress address, int perSecond)
    {
        if (perSecond == 0)
        {
            return true;
        }

        Sweep();
        if (!_buckets.TryGetValue(address, out var bucket))
        {
            bucket = _buckets.GetOrAdd(address, new Bucket(clock.GetTimestamp(), perSecond));
        }

        return bucket.TryTake(clock, perSecond);
    }

    private void Sweep()
    {
        var last = Interlocked.Read(ref _lastSweep);
        if (clock.GetElapsedTime(last) < Memory || Interlocked.CompareExchange(ref _lastSweep, clock.GetTimestamp(), last) != last)
        {
            return;
        }

        foreach (var (address, bucket) in _buckets)
        {
            if (bucket.IsOlderThan(clock, Memory))
            {
                _buckets.TryRemove(KeyValuePair.Create(address, bucket));
            }
        }
    }

    private sealed class Bucket(long created, double tokens)
    {
        private readonly Lock _lock = new();
        private double _tokens = tokens;
        private long _last = created;

        public bool TryTake(TimeProvider clock, int perSecond)
        {
            lock (_lock)
            {
                var now = clock.GetTimestamp();
                _tokens = Math.Min(perSecond, _tokens + (clock.GetElapsedTime(_last, now).TotalSeconds * perSecond));
                _last = now;
                if (_tokens < 1)
                {
                    return false;
                }

                _tokens--;
                return true;
            }
        }

        public bool IsOlderThan(TimeProvider clock, TimeSpan age)
        {
            lock (_lock)
            {
                return clock.GetElapsedTime(_last) >= age;
            }
        }
    }
}
