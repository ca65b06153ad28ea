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
    private readonly FeedClient _client;
    private readonly HistoryTeller _teller;

    /// <summary>Held while a step is told: a change of filters falls between two events. The replica's gate comes after it.</summary>
    private readonly Lock _turn = new();
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
        _audience = audience;
        _client = client;
        _teller = new HistoryTeller(history, cursor, filters, payload =>
        {
            client.OfferAgain(payload);
            metrics.EventsDelivered(1);
        });
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
            _isOver = !TryTake();
            if (!_isOver)
            {
                _teller.Tell();
            }

            return !_isOver;
        }
    }

    /// <returns>False: it is over, because all was told, or because the reader was overtaken.</returns>
    private bool TryTake()
    {
        lock (_store.Gate)
        {
            if (!_teller.TryTake())
            {
                _client.GiveUp();
                return false;
            }

            if (_teller.IsAtEnd)
            {
                _audience.Add(_client, _teller.Filters);
                return false;
            }

            return true;
        }
    }
}
