using System.Text;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Reads the history for other doors.</summary>
/// <param name="store">Has the gate.</param>
/// <param name="history">What was told.</param>
/// <param name="resume">Finds where to begin.</param>
internal sealed class FeedPast(ReplicaStore store, FeedHistory history, FeedResume resume) : IEventHistory
{
    public async ValueTask<IEnumerable<ReadOnlyMemory<byte>>?> Read(
        string? since, string? eventClass, CancellationToken cancellationToken)
    {
        var cursor = since is null ? OpenOldest() : await resume.Find(since, whenOfAnother: null, cancellationToken);
        FilterEntry[] filters = eventClass is null ? [] : [new("class"u8.ToArray(), Encoding.UTF8.GetBytes(eventClass))];
        return cursor is null ? null : Tell(cursor, FilterSet.Of(filters));
    }

    private FeedCursor OpenOldest()
    {
        lock (store.Gate)
        {
            return history.OpenOldest();
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Tell(FeedCursor cursor, FilterSet filters)
    {
        var told = new List<FeedPayload>();
        var teller = new HistoryTeller(history, cursor, filters, told.Add);
        while (TryTake(teller))
        {
            told.Clear();
            teller.Tell();
            foreach (var payload in told)
            {
                yield return payload.In(FeedFormat.Json);
            }
        }
    }

    private bool TryTake(HistoryTeller teller)
    {
        lock (store.Gate)
        {
            return teller.TryTake() && !teller.IsAtEnd;
        }
    }
}
