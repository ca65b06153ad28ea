using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Finds where a reader that comes back goes on (docs/protocols/event-feed.md, 5).</summary>
/// <param name="store">Has the gate.</param>
/// <param name="history">What can be told again.</param>
/// <param name="publisher">Knows when this gateway has read all that is in the log.</param>
/// <param name="time">Clock.</param>
internal sealed class FeedResume(ReplicaStore store, FeedHistory history, EventPublisher publisher, TimeProvider time)
{
    /// <summary>A gateway that another was ahead of catches up in this time, or nothing is recovered.</summary>
    internal static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(5);

    /// <summary>The way through what came after an id; null: it is not held, or nobody gave that id.</summary>
    /// <param name="since">What a client calls an id.</param>
    /// <param name="cancellationToken">Ends the waiting for what another gateway has told already.</param>
    public async ValueTask<FeedCursor?> Find(string since, CancellationToken cancellationToken)
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
            return (holding, holding == Holding.Held ? history.Open(id.Places) : null);
        }
    }
}
