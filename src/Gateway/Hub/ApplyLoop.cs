using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Hub;

/// <summary>
/// Applies the events of the log and shows them to the doors, one at a time. Where the replica misses something, it is fetched before
/// the next event: the loop of partition 0 waits for it.
/// </summary>
internal sealed class ApplyLoop(
    ReplicaStore store,
    ReplicaChanges changes,
    ReplicaSync sync,
    PlatformMetrics metrics,
    IEnumerable<IEventDoor> doors)
{
    /// <summary>Events of a block after which what they are to be written to is started at the latest.</summary>
    private const int EventsTogether = 64;

    private readonly IEventDoor[] _doors = [.. doors];
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the replica has been loaded: nothing is applied before.</summary>
    internal Task Loaded => _loaded.Task;

    /// <summary>The replica has been loaded, after the reader of partition 0 had its first position.</summary>
    internal void Open() => _loaded.TrySetResult();

    /// <summary>Applies a block whose first event stands at <paramref name="at"/>.</summary>
    /// <returns>How many of its events clients have published.</returns>
    internal async ValueTask<int> Apply(ReadOnlyMemory<byte> block, EventPosition at, CancellationToken cancellationToken)
    {
        var applied = 0;
        var published = 0;
        while (ApplyUntilMissing(block, at, ref applied, ref published) is { } missing)
        {
            await sync.Fetch(missing, at with { Offset = at.Offset + applied - 1 }, cancellationToken);
        }

        return published;
    }

    /// <summary>What was applied before this place, if anything, does not reach up to it without a break.</summary>
    internal void Begin(EventPosition before)
    {
        lock (store.Gate)
        {
            foreach (var door in _doors)
            {
                door.Begins(before);
            }
        }
    }

    /// <summary>Tells every client that events may have been lost here.</summary>
    internal void Gap(EventPosition at)
    {
        lock (store.Gate)
        {
            Tell(at);
        }

        if (at.Partition == 0)
        {
            sync.CheckSoon();
        }
    }

    /// <summary>Called after each page, also an empty one, so about once a second at least.</summary>
    /// <param name="last">The place of the last event before the next page.</param>
    /// <param name="cancellationToken">Ends what the replica fetches.</param>
    internal Task AfterPage(EventPosition last, CancellationToken cancellationToken)
    {
        return last.Partition == 0 ? sync.CheckIfDue(last, cancellationToken) : Task.CompletedTask;
    }

    private void Tell(EventPosition at)
    {
        metrics.GapsTold();
        foreach (var door in _doors)
        {
            door.Gap(at);
        }
    }

    /// <summary>Applies events from the <paramref name="applied"/>th on; stops where something must be fetched first.</summary>
    private Missing? ApplyUntilMissing(ReadOnlyMemory<byte> block, EventPosition at, ref int applied, ref int published)
    {
        using var writers = WriterBatch.Open();
        var reader = new EventBlockReader(block);
        lock (store.Gate)
        {
            try
            {
                for (var index = 0; reader.TryRead(out var record); index++)
                {
                    if (index < applied)
                    {
                        continue;
                    }

                    published += record.Kind is EventKind.Published ? 1 : 0;
                    var delivery = Delivery.Begin(record);
                    var missed = ApplyOne(record, reader.Bytes, at with { Offset = at.Offset + index });
                    if (delivery is not null)
                    {
                        HandOver();
                        writers.Flush(delivery);
                    }

                    if (missed is { } missing)
                    {
                        // What is fetched shows this event too, or a later one does: it is not applied again.
                        applied = index + 1;
                        return missing;
                    }

                    if (index % EventsTogether == EventsTogether - 1)
                    {
                        writers.Flush();
                    }
                }
            }
            finally
            {
                HandOver();
            }

            foreach (var door in _doors)
            {
                door.Reached(at with { Offset = at.Offset + reader.Count - 1 });
            }
        }

        return null;
    }

    private void HandOver()
    {
        foreach (var door in _doors)
        {
            door.HandOver();
        }
    }

    private Missing? ApplyOne(in EventRecord record, ReadOnlyMemory<byte> bytes, EventPosition at)
    {
        switch (record.Kind)
        {
            case EventKind.Published or EventKind.Platform:
                foreach (var door in _doors)
                {
                    door.Published(record, bytes, at);
                }

                return null;
            case EventKind.Login or EventKind.Logout:
                var session = new SessionEvent(record.Kind, Notices.Session(record.Body), Notices.Text(record.Service), record.Time, at);
                foreach (var door in _doors)
                {
                    door.Session(session);
                }

                return null;
            case EventKind.SubscriptionAdded or EventKind.SubscriptionRemoved:
                var subscription = new SubscriptionEvent(record.Kind, Notices.Subscription(record.Body), record.Time, at);
                foreach (var door in _doors)
                {
                    door.Subscription(subscription);
                }

                return null;
            case EventKind.Extension:
                return changes.Apply(Notices.Extension(record.Body), record.Time, at);
            case EventKind.Directory:
                return changes.Apply(Notices.Directory(record.Body), record.Time, at);
            case EventKind.PublisherLost:
                Tell(at);
                return null;
            case EventKind.Barrier:
                return null;
            default:
                throw new InvalidDataException($"Unknown kind of event {(int)record.Kind}.");
        }
    }
}
