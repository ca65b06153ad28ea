using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Finds where a reader that comes back goes on (docs/protocols/event-feed.md, 5).</summary>
/// <param name="store">Has the gate.</param>
/// <param name="history">What can be told again.</param>
/// <param name="name">This gateway's name in ids.</param>
/// <param name="publisher">Knows when this gateway has read all that is in the log.</param>
/// <param name="time">Clock.</param>
internal sealed class FeedResume(ReplicaStore store, FeedHistory history, FeedName name, EventPublisher publisher, TimeProvider time)
{
    /// <summary>A gateway that another was ahead of catches up in this time, or nothing is recovered.</summary>
    internal static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(5);

    /// <summary>The way through what came after an id; null: it is not held, or nobody gave that id.</summary>
    /// <param name="since">What a client calls an id.</param>
    /// <param name="whenOfAnother">Called under the gate when it is held, and another gateway gave it; null: nobody needs to know.</param>
    /// <param name="cancellationToken">Ends the waiting for what another gateway has told already.</param>
    public async ValueTask<FeedCursor?> Find(string since, Action? whenOfAnother, CancellationToken cancellationToken)
    {
        if (FeedEventId.Read(since, history.Partitions) is not { } id)
        {
            return null;
        }

        var (holding, cursor) = Find(id, whenOfAnother);
        if (holding == Holding.Ahead)
        {
            await publisher.WhenCaughtUp(time.GetUtcNow().ToUnixTimeMilliseconds())
                .WaitAsync(CatchUpMax, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            (_, cursor) = Find(id, whenOfAnother);
        }

        return cursor;
    }

    private (Holding Holding, FeedCursor? Cursor) Find(FeedEventId id, Action? whenOfAnother)
    {
        lock (store.Gate)
        {
            var holding = history.Check(id);
            if (holding != Holding.Held)
            {
                return (holding, null);
            }

            if (id.Gateway != name.Text)
            {
                whenOfAnother?.Invoke();
            }

            return (holding, history.Open(id.Places));
        }
    }
}
