using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;

namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>Tells one reader what is in the history, step by step, as far as its filters let it in. Not thread-safe.</summary>
internal sealed class HistoryTeller : IFeedSink
{
    /// <summary>About what is taken from the history in one step.</summary>
    private const int StepBytes = 65_536;

    private readonly FeedHistory _history;
    private readonly FeedCursor _cursor;
    private readonly Action<FeedPayload> _told;
    private readonly FeedTeller _teller;
    private readonly List<HistoryEntry> _step = [];

    /// <param name="history">What there is to tell.</param>
    /// <param name="cursor">Where to begin.</param>
    /// <param name="filters">The reader's filters.</param>
    /// <param name="told">Called with each event.</param>
    public HistoryTeller(FeedHistory history, FeedCursor cursor, FilterSet filters, Action<FeedPayload> told)
    {
        _history = history;
        _cursor = cursor;
        _told = told;
        _teller = new FeedTeller(cursor.Positions, this);
        Filters = filters;
    }

    /// <summary>Changed between two steps.</summary>
    public FilterSet Filters { get; set; }

    /// <summary>Whether the last <see cref="TryTake"/> found nothing more.</summary>
    public bool IsAtEnd => _step.Count == 0;

    /// <summary>Takes the next step. Under the replica's gate.</summary>
    /// <returns>False: what comes next is not held any more.</returns>
    public bool TryTake()
    {
        _step.Clear();
        return _history.TryRead(_cursor, _step, StepBytes);
    }

    /// <summary>Tells what was taken.</summary>
    public void Tell()
    {
        foreach (var entry in _step)
        {
            _teller.Tell(entry);
        }
    }

    void IFeedSink.Deliver(FeedEvent feedEvent)
    {
        if (!_cursor.HasSeenCurrent && Filters.Passes(feedEvent))
        {
            _told(feedEvent.Encode());
        }
    }

    void IFeedSink.DeliverToAll(FeedEvent feedEvent)
    {
        if (!_cursor.HasSeenCurrent)
        {
            _told(feedEvent.Encode());
        }
    }
}
