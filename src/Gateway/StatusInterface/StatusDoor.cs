using System.Runtime.InteropServices;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Passes events on to every connection of this interface, each encoded once (docs/protocols/status-interface.md, 3). Bus events,
/// sessions, subscriptions and gaps have no line here.
/// </summary>
internal sealed class StatusDoor(ReplicaStore store, PlatformMetrics metrics) : IEventDoor
{
    private readonly DoorMetrics _metrics = metrics.For(Doors.Status);

    // Guarded by the replica's gate, under which all events come.
    private readonly List<StatusClient> _clients = [];

    /// <summary>From now on the connection gets every event.</summary>
    public StatusClient Add(MessageConnection connection, long queueBytesMax)
    {
        var client = new StatusClient(connection, queueBytesMax, _metrics);
        lock (store.Gate)
        {
            client.Index = _clients.Count;
            _clients.Add(client);
        }

        _metrics.ConnectionOpened();
        return client;
    }

    public void Remove(StatusClient client)
    {
        lock (store.Gate)
        {
            // The last one takes its place; nobody depends on the order.
            var last = _clients[^1];
            _clients[client.Index] = last;
            last.Index = client.Index;
            _clients.RemoveAt(_clients.Count - 1);
        }

        _metrics.ConnectionClosed();
    }

    public void Extension(ExtensionEvent change)
    {
        if (_clients.Count == 0)
        {
            return;
        }

        if (change.Changed.HasFlag(ExtensionFields.Status))
        {
            Send(EventLines.Status(change.Now));
        }

        if (change.Changed.HasFlag(ExtensionFields.Note))
        {
            Send(EventLines.Note(change.Now));
        }

        if (change.Changed.HasFlag(ExtensionFields.ReturnTime))
        {
            Send(EventLines.ReturnTime(change.Now));
        }
    }

    public void Directory(DirectoryEvent change)
    {
        if (_clients.Count > 0)
        {
            Send(EventLines.Directory(change));
        }
    }

    public void Published(in EventRecord record, ReadOnlyMemory<byte> body, EventPosition at)
    {
    }

    public void Session(SessionEvent change)
    {
    }

    public void Subscription(SubscriptionEvent change)
    {
    }

    public void Gap(EventPosition at)
    {
        // The replica emits what it finds changed; there is no line that says more.
    }

    private void Send(ReadOnlyMemory<byte> line)
    {
        foreach (var client in CollectionsMarshal.AsSpan(_clients))
        {
            client.Offer(line);
        }

        _metrics.EventsDelivered(_clients.Count);
    }
}
