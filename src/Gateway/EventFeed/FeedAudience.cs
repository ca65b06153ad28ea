using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>All clients of the feed, by their filters. Changes take the replica's gate, under which all events come.</summary>
internal sealed class FeedAudience(ReplicaStore store, FeedMetrics metrics, TimeProvider time) : IFeedSink
{
    /// <summary>After this time, a reader that came from another gateway has seen what those of this one have.</summary>
    private static readonly TimeSpan StrangerFor = TimeSpan.FromMinutes(1);

    /// <summary>How often replays are asked whether they can go on.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ReadOnlyMemory<byte>, FeedGroup> _filtered = new(Utf8Keys.Comparer);
    private readonly FeedGroup _unfiltered = new(FilterSet.Everything);
    private readonly FilterIndex _index = new();
    private readonly List<FeedGroup> _passing = [];
    private readonly List<(FeedClient Client, long Since)> _strangers = [];
    private readonly List<FeedReplay> _replays = [];
    private long _lookedAt;

    /// <summary>Whether nobody is there. Under the gate.</summary>
    public bool IsEmpty => _filtered.Count == 0 && _unfiltered.IsEmpty;

    /// <summary>Whether there may be readers that have come from another gateway. Under the gate.</summary>
    public bool HasStrangers => _strangers.Count > 0;

    /// <summary>Number of clients that get live events.</summary>
    public int Count
    {
        get
        {
            lock (store.Gate)
            {
                return _unfiltered.Count + _filtered.Values.Sum(group => group.Count);
            }
        }
    }

    /// <summary>From now on the client gets what its filters let in.</summary>
    public void Add(FeedClient client, FilterSet filters)
    {
        lock (store.Gate)
        {
            Enter(client, filters);
        }
    }

    /// <summary>Takes the client out, if it is there; it does not come back.</summary>
    public void Remove(FeedClient client)
    {
        lock (store.Gate)
        {
            Leave(client);
            client.IsGone = true;
        }
    }

    /// <summary>A reader goes on from what another gateway has told it. Under the gate.</summary>
    public void AddStranger(FeedClient client) => _strangers.Add((client, time.GetTimestamp()));

    /// <summary>A reader is told what it has missed, until the replay is over.</summary>
    public void Add(FeedReplay replay)
    {
        lock (store.Gate)
        {
            _replays.Add(replay);
        }
    }

    /// <summary>A replay is over.</summary>
    public void Remove(FeedReplay replay)
    {
        lock (store.Gate)
        {
            _replays.Remove(replay);
        }
    }

    /// <summary>Ends the replays whose readers are so slow that what comes next has left the history. Under the gate.</summary>
    public void GiveUpOvertaken()
    {
        if (_replays.Count > 0 && time.GetElapsedTime(_lookedAt) >= LookEvery)
        {
            _lookedAt = time.GetTimestamp();
            _replays.ForEach(replay => replay.GiveUpIfOvertaken());
        }
    }

    /// <summary>Tells those who have come from another gateway lately that they may miss something. Under the gate.</summary>
    public void TellStrangers(FeedEvent gap)
    {
        _strangers.RemoveAll(stranger => stranger.Client.IsGone || time.GetElapsedTime(stranger.Since) >= StrangerFor);
        if (HasStrangers)
        {
            var payload = gap.Encode();
            _strangers.ForEach(stranger => stranger.Client.OfferGap(payload));
        }
    }

    /// <summary>The client has its connection: the greeting goes first, then what was held back.</summary>
    /// <param name="client">A client that was added.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="greeting">Empty: none.</param>
    public void Connect(FeedClient client, MessageConnection connection, ReadOnlyMemory<byte> greeting)
    {
        lock (store.Gate)
        {
            client.Connect(connection, greeting);
        }
    }

    /// <summary>Replaces a client's filters: events before the reply were tested with the old ones, all after it with the new.</summary>
    public void Change(FeedClient client, FilterSet filters, ReadOnlyMemory<byte> reply)
    {
        lock (store.Gate)
        {
            Leave(client);
            Enter(client, filters);
            client.Reply(reply);
        }
    }

    /// <summary>Gives an event to all whose filters it passes, encoded once; not at all when there are none. Under the gate.</summary>
    public void Deliver(FeedEvent feedEvent)
    {
        _passing.Clear();
        if (!_unfiltered.IsEmpty)
        {
            _passing.Add(_unfiltered);
        }

        _index.Find(feedEvent, _passing);
        if (_passing.Count == 0)
        {
            return;
        }

        Offer(_passing, feedEvent);
    }

    /// <summary>Gives an event to all, whatever their filters. Under the gate.</summary>
    public void DeliverToAll(FeedEvent feedEvent)
    {
        if (IsEmpty)
        {
            return;
        }

        Offer([_unfiltered, .. _filtered.Values], feedEvent);
    }

    private void Offer(List<FeedGroup> groups, FeedEvent feedEvent)
    {
        var payload = feedEvent.Encode();
        var count = 0;
        foreach (var group in groups)
        {
            group.Offer(payload);
            count += group.Count;
        }

        metrics.Door.EventsDelivered(count);
    }

    private void Enter(FeedClient client, FilterSet filters)
    {
        if (client.IsGone)
        {
            return;
        }

        client.TakeOwed();
        if (filters.Properties.IsEmpty)
        {
            _unfiltered.Add(client);
            return;
        }

        if (!_filtered.TryGetValue(filters.Key, out var group))
        {
            group = new FeedGroup(filters);
            _filtered.Add(filters.Key, group);
            _index.Add(group);
        }

        group.Add(client);
    }

    private void Leave(FeedClient client)
    {
        var group = client.Group;
        group?.Remove(client);
        if (group is { IsEmpty: true } && group != _unfiltered)
        {
            _filtered.Remove(group.Filters.Key);
            _index.Remove(group);
        }
    }
}
