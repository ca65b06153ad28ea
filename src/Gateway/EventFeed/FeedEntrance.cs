using System.Net;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Lets readers in, in whatever format, and finds where those who come back go on (docs/protocols/event-feed.md, 5).</summary>
/// <param name="limits">The limits as they are now.</param>
/// <param name="store">Has the gate.</param>
/// <param name="history">What can be told again.</param>
/// <param name="audience">Who gets live events.</param>
/// <param name="publisher">Knows when this gateway has read all that is in the log.</param>
/// <param name="metrics">Counts connections.</param>
/// <param name="addresses">Counts the connections of each client address.</param>
/// <param name="time">Clock.</param>
internal sealed class FeedEntrance(
    Func<LimitsOptions> limits,
    ReplicaStore store,
    FeedHistory history,
    FeedAudience audience,
    EventPublisher publisher,
    FeedMetrics metrics,
    AddressConnections addresses,
    TimeProvider time)
{
    /// <summary>A gateway that another was ahead of catches up in this time, or nothing is recovered.</summary>
    internal static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(5);

    /// <summary>The limits as they are now.</summary>
    public LimitsOptions Limits => limits();

    /// <summary>
    /// From here on no event is missed, and the reader counts as a connection, so that many at once do not pass the limit. It must be
    /// ended.
    /// </summary>
    /// <param name="query">Its filters, and where it wants to go on.</param>
    /// <param name="format">How it gets events.</param>
    /// <param name="address">The client's.</param>
    /// <param name="cancellationToken">Ends the waiting for what another gateway has told already.</param>
    /// <returns>null: its address has too many connections.</returns>
    public async ValueTask<FeedVisit?> Open(FeedQuery query, FeedFormat format, IPAddress address, CancellationToken cancellationToken)
    {
        var now = limits();
        if (!addresses.TryEnter(address, now.ConnectionsPerAddress))
        {
            return null;
        }

        var client = new FeedClient(format, now.FeedQueueBytes, metrics.Door);
        FeedReplay? replay = null;
        if (query.Since is { } since && await Find(since, cancellationToken) is { } cursor)
        {
            replay = new FeedReplay(store, history, audience, client, query.Filters, cursor, metrics.Door);
        }
        else
        {
            audience.Add(client, query.Filters);
        }

        return new FeedVisit(audience, client, replay, () => addresses.Leave(address));
    }

    /// <summary>The way through what came after an id; null: it is not held, or was not given here.</summary>
    private async ValueTask<FeedCursor?> Find(string since, CancellationToken cancellationToken)
    {
        if (FeedEventId.Read(since, history.Partitions) is not { } id)
        {
            return null;
        }

        var (holding, cursor) = Find(id);
        if (holding == Holding.Ahead)
        {
            await publisher.WhenCaughtUp(time.GetUtcNow().ToUnixTimeMilliseconds())
                .WaitAsync(CatchUpMax, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            (_, cursor) = Find(id);
        }

        return cursor;
    }

    private (Holding Holding, FeedCursor? Cursor) Find(FeedEventId id)
    {
        lock (store.Gate)
        {
            var holding = history.Check(id);
            return (holding, holding == Holding.Held ? history.Open(id) : null);
        }
    }
}
