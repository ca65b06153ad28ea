namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>All events that were brought about, by their streams. May be used by several at once.</summary>
/// <param name="coreServerId">Of the cluster; every event has it.</param>
internal sealed class ToldEvents(string coreServerId)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ToldEvent>> _streams = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, List<ToldEvent>> Streams => _streams;

    internal string CoreServerId => coreServerId;

    internal int Count { get; private set; }

    /// <summary>To be called before the event is brought about.</summary>
    internal void Add(ToldEvent told)
    {
        lock (_lock)
        {
            if (!_streams.TryGetValue(told.Stream, out var stream))
            {
                _streams.Add(told.Stream, stream = []);
            }

            stream.Add(told.With("coreServerId", coreServerId));
            Count++;
        }
    }

    /// <summary>How many there are now of each stream.</summary>
    internal IReadOnlyDictionary<string, int> Now()
    {
        lock (_lock)
        {
            return _streams.ToDictionary(stream => stream.Key, stream => stream.Value.Count, StringComparer.Ordinal);
        }
    }
}
