using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>Takes the events of the log into the history and tells those who are there.</summary>
internal sealed class FeedDoor : IEventDoor
{
    private readonly ReplicaStore _store;
    private readonly FeedAudience _audience;
    private readonly FeedHistory _history;
    private readonly FeedName _name;
    private readonly TimeProvider _time;
    private readonly FeedPositions _positions;
    private readonly FeedTeller _teller;

    public FeedDoor(ReplicaStore store, FeedAudience audience, FeedHistory history, FeedName name, TimeProvider time)
    {
        _store = store;
        _audience = audience;
        _history = history;
        _name = name;
        _time = time;
        _positions = history.NewPositions();
        _teller = new FeedTeller(_positions, audience);
    }

    /// <summary>An event of the last row of the table; what the platform itself fires is told by its own events.</summary>
    public void Published(in EventRecord record, ReadOnlyMemory<byte> bytes, EventPosition at)
    {
        if (record.Kind != EventKind.Published)
        {
            return;
        }

        var entry = _history.Add(at, 1, _store.CoreServer, change: null, bytes);
        if (IsAnybodyThere(entry))
        {
            _teller.Published(entry, record);
        }
    }

    public void Session(SessionEvent change) => Show(change.At, 1, change);

    public void Subscription(SubscriptionEvent change) => Show(change.At, 1, change);

    public void Extension(ExtensionEvent change)
    {
        var told = FeedExtension.Of(change);
        Show(change.At, told.Count, told);
    }

    public void Directory(DirectoryEvent change) => Show(change.At, 1, change);

    /// <summary>Something is missing before a log event: what is told of it stands at the one before.</summary>
    public void Gap(EventPosition at) =>
        Show(at with { Offset = at.Offset - 1 }, 1, new FeedGap(_time.GetUtcNow().ToUnixTimeMilliseconds()));

    public void Begins(EventPosition before)
    {
        var isWithin = _history.PlaceOf(before.Partition).Epoch == before.Epoch;
        _history.Begin(before);
        _positions.Pass(before.Partition, _history.PlaceOf(before.Partition));
        if (isWithin)
        {
            TellStrangers();
        }
    }

    public void Reached(EventPosition last)
    {
        _history.Reach(last);
        _positions.Pass(last.Partition, _history.PlaceOf(last.Partition));
        _audience.GiveUpOvertaken();
    }

    public void WasAlone(EventPosition at)
    {
        _name.WentAhead();
        NotShown(at);
    }

    public void NotShown(EventPosition at)
    {
        _history.MarkAlone(at);
        TellStrangers();
    }

    /// <summary>What was passed over here others may have told at this place, and those who came from there count on it.</summary>
    private void TellStrangers()
    {
        if (_audience.HasStrangers)
        {
            var aside = new FeedEvent(_positions.ForAnAside());
            _audience.TellStrangers(aside.Begin("gap"u8, _time.GetUtcNow().ToUnixTimeMilliseconds(), _store.CoreServer.Id));
        }
    }

    private void Show(EventPosition at, int count, object change)
    {
        var entry = _history.Add(at, count, _store.CoreServer, change);
        if (IsAnybodyThere(entry))
        {
            _teller.Tell(entry);
        }
    }

    /// <summary>If not, it counts as told: who comes later did not miss it.</summary>
    private bool IsAnybodyThere(in HistoryEntry entry)
    {
        if (!_audience.IsEmpty)
        {
            return true;
        }

        _positions.Pass(entry.Partition, entry.After);
        return false;
    }
}
