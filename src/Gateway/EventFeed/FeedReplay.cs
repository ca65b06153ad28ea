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
internal sealed class FeedReplay
{
    /// <summary>While so many bytes are unsent, nothing is added to them.</summary>
    private const int UnsentBytesMax = 65_536;

    private readonly ReplicaStore _store;
    private readonly FeedAudience _audience;
    private readonly FeedHistory _history;
    private readonly FeedClient _client;
    private readonly FeedCursor _cursor;

    /// <summary>Held while a step is told: a change of filters falls between two events. The replica's gate comes after it.</summary>
    private readonly Lock _turn = new();

    /// <summary>null: it is over, and what it took is given back though the connection stays.</summary>
    private HistoryTeller? _teller;

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
        _audience = audience;
        _history = history;
        _client = client;
        _cursor = cursor;
        _teller = new HistoryTeller(history, cursor, filters, payload =>
        {
            client.OfferAgain(payload);
            metrics.EventsDelivered(1);
        });
    }

    /// <summary>Until the reader gets live events, or its connection closes.</summary>
    public async Task Run(MessageConnection connection)
    {
        _audience.Add(this);
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
        finally
        {
            _audience.Remove(this);
        }
    }

    /// <summary>Its reader takes nothing, and what comes next is not held any more. Under the replica's gate.</summary>
    public void GiveUpIfOvertaken()
    {
        if (!_history.Holds(_cursor))
        {
            _client.GiveUp();
        }
    }

    /// <summary>As <see cref="FeedAudience.Change"/>, of a reader that is still in the past.</summary>
    /// <returns>False: it is not any more.</returns>
    public bool TryChange(FilterSet filters, ReadOnlyMemory<byte> reply)
    {
        lock (_turn)
        {
            if (_teller is null)
            {
                return false;
            }

            _teller.Filters = filters;
            _client.Reply(reply);
            return true;
        }
    }

    /// <returns>Whether there may be more.</returns>
    private bool TellSome()
    {
        lock (_turn)
        {
            if (_teller is not { } teller || !TryTake(teller))
            {
                _teller = null;
                return false;
            }

            teller.Tell();
            return true;
        }
    }

    /// <returns>False: it is over, because all was told, or because the reader was overtaken.</returns>
    private bool TryTake(HistoryTeller teller)
    {
        lock (_store.Gate)
        {
            if (!teller.TryTake())
            {
                _client.GiveUp();
                return false;
            }

            if (teller.IsAtEnd)
            {
                _audience.Add(_client, teller.Filters);
                return false;
            }

            return true;
        }
    }
}
