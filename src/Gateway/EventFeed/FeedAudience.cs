using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>All clients of the feed, by their filters. Changes take the replica's gate, under which all events come.</summary>
internal sealed class FeedAudience(ReplicaStore store, FeedMetrics metrics) : IFeedSink
{
    private readonly Dictionary<ReadOnlyMemory<byte>, FeedGroup> _filtered = new(Utf8Keys.Comparer);
    private readonly FeedGroup _unfiltered = new(FilterSet.Everything);
    private readonly FilterIndex _index = new();
    private readonly List<FeedGroup> _passing = [];

    /// <summary>Whether nobody is there. Under the gate.</summary>
    public bool IsEmpty => _filtered.Count == 0 && _unfiltered.IsEmpty;

    /// <summary>Number of clients that are there.</summary>
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
