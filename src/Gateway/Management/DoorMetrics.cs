using System.Diagnostics.Metrics;

namespace EventPlatform.Gateway.Management;

/// <summary>The meters of one door.</summary>
internal sealed class DoorMetrics
{
    private readonly KeyValuePair<string, object?> _door;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _eventsOut;
    private readonly Counter<long> _slowConsumers;

    public DoorMetrics(string door, UpDownCounter<long> connections, Counter<long> eventsOut, Counter<long> slowConsumers)
    {
        _door = new("door", door);
        _connections = connections;
        _eventsOut = eventsOut;
        _slowConsumers = slowConsumers;
        _connections.Add(0, _door);
        _eventsOut.Add(0, _door);
        _slowConsumers.Add(0, _door);
    }

    public void ConnectionOpened() => _connections.Add(1, _door);

    public void ConnectionClosed() => _connections.Add(-1, _door);

    /// <summary>Events that were delivered; count a batch at once.</summary>
    public void EventsDelivered(int count) => _eventsOut.Add(count, _door);

    public void SlowConsumer() => _slowConsumers.Add(1, _door);
}
