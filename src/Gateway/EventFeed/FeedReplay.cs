using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// Tells a reader what it has missed, at its own pace, until it has come to the end of the history: then it gets the live events, and none
/// falls between.
/// </summary>
internal sealed class FeedReplay : IFeedSink
{
    /// <summary>While so many bytes are unsent, nothing is added to them.</summary>
    private const int UnsentBytesMax = 65_536;

    /// <summary>About what is taken from the history at once.</summary>
    private const int StepBytes = 65_536;

    private readonly ReplicaStore _store;
    private readonly FeedHistory _history;
    private readonly FeedAudience _audience;
    private readonly FeedClient _client;
    private readonly FeedCursor _cursor;
    private readonly DoorMetrics _metrics;
    private readonly FeedTeller _teller;
    private readonly List<HistoryEntry> _step = [];

    /// <summary>Held while a step is told: a change of filters falls between two events. The replica's gate comes after it.</summary>
    private readonly Lock _turn = new();
    private FilterSet _filters;
    private bool _isOver;

    /// <param name="store">Has the gate.</param>
    /// <param name="history">What there is to tell.</param>
    /// <param name="audience">Takes the reader when it has come to the end.</param>
    /// <param name="client">The reader.</param>
    /// <param name="filters">Its filters.</param>
    /// <param name="cursor">Where it begins.</param>
    /// <param name="metrics">Counts what it gets.</param>
    public FeedReplay(
        ReplicaStore store,
        FeedHistory history,
        FeedAudience audience,
        FeedClient client,
        FilterSet filters,
        FeedCursor cursor,
        DoorMetrics metrics)
    {
        _store = store;
        _history = history;
        _audience = audience;
        _client = client;
        _filters = filters;
        _cursor = cursor;
        _metrics = metrics;
        _teller = new FeedTeller(cursor.Positions, this);
    }

    /// <summary>Until the reader gets live events, or its connection closes.</summary>
    public async Task Run(MessageConnection connection)
    {
        try
        {
            while (await connection.WaitRepliesBelow(UnsentBytesMax) && TellSome())
            {
            }
        }
        catch
        {
            // Its reader must not wait for what never comes; whoever awaits this logs it.
            connection.Abort();
            throw;
        }
    }

    /// <summary>As <see cref="FeedAudience.Change"/>, of a reader that is still in the past.</summary>
    /// <returns>False: it is not any more.</returns>
    public bool TryChange(FilterSet filters, ReadOnlyMemory<byte> reply)
    {
        lock (_turn)
        {
            if (_isOver)
            {
                return false;
            }

            _filters = filters;
            _client.Reply(reply);
            return true;
        }
    }

    void IFeedSink.Deliver(FeedEvent feedEvent)
    {
        if (!_cursor.HasSeenCurrent && _filters.Passes(feedEvent))
        {
            Offer(feedEvent);
        }
    }

    void IFeedSink.DeliverToAll(FeedEvent feedEvent)
    {
        if (!_cursor.HasSeenCurrent)
        {
            Offer(feedEvent);
        }
    }

    private void Offer(FeedEvent feedEvent)
    {
        _client.OfferAgain(feedEvent.Encode());
        _metrics.EventsDelivered(1);
    }

    /// <returns>Whether there may be more.</returns>
    private bool TellSome()
    {
        lock (_turn)
        {
            _step.Clear();
            _isOver = !TryTake();
            foreach (var entry in _step)
            {
                _teller.Tell(entry);
            }

            return !_isOver;
        }
    }

    /// <returns>False: it is over, because all was told, or because the reader was overtaken.</returns>
    private bool TryTake()
    {
        lock (_store.Gate)
        {
            if (!_history.TryRead(_cursor, _step, StepBytes))
            {
                _step.Clear();
                _client.GiveUp();
                return false;
            }

            if (_step.Count == 0)
            {
                _audience.Add(_client, _filters);
                return false;
            }

            return true;
        }
    }
}
