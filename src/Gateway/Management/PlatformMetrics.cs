using System.Diagnostics.Metrics;

namespace EventPlatform.Gateway.Management;

/// <summary>The gateway's own meters. What belongs to a door is counted through <see cref="For"/>.</summary>
internal sealed class PlatformMetrics
{
    /// <summary>Meters whose name begins with this are exported.</summary>
    public const string MeterName = "EventPlatform";

    private readonly UpDownCounter<long> _sessions;
    private readonly UpDownCounter<long> _subscriptions;
    private readonly Counter<long> _eventsIn;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _resyncs;
    private readonly Counter<long> _logEntriesSent;
    private readonly Counter<long> _logEntriesDropped;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _eventsOut;
    private readonly Counter<long> _slowConsumers;

    public PlatformMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _connections = meter.CreateUpDownCounter<long>("ep_connections", description: "Open client connections");
        _sessions = meter.CreateUpDownCounter<long>("ep_sessions", description: "Sessions of this gateway");
        _subscriptions = meter.CreateUpDownCounter<long>("ep_subscriptions", description: "Subscriptions of this gateway's sessions");
        _eventsIn = meter.CreateCounter<long>("ep_events_in_total", description: "Events published through this gateway");
        _eventsOut = meter.CreateCounter<long>("ep_events_out_total", description: "Events delivered to clients");
        _slowConsumers = meter.CreateCounter<long>("ep_slow_consumers_total", description: "Connections closed because they did not read");
        _gaps = meter.CreateCounter<long>("ep_gaps_total", description: "Gaps told to clients: events may have been lost");
        _resyncs = meter.CreateCounter<long>("ep_resyncs_total", description: "Times that a part of the replica was fetched again");
        _logEntriesSent = meter.CreateCounter<long>("ep_gelf_sent_total", description: "Log entries sent as GELF");
        _logEntriesDropped = meter.CreateCounter<long>("ep_gelf_dropped_total", description: "Log entries not sent as GELF, or refused");

        // What has not happened yet is 0, not absent.
        SessionsChanged(0);
        SubscriptionsChanged(0);
        EventsPublished(0);
        GapsTold(0);
        Resynced(0);
        LogEntriesSent(0);
        LogEntriesDropped(0);
    }

    public void SessionsChanged(int by) => _sessions.Add(by);

    public void SubscriptionsChanged(int by) => _subscriptions.Add(by);

    public void EventsPublished(int count) => _eventsIn.Add(count);

    public void GapsTold(int count = 1) => _gaps.Add(count);

    public void Resynced(int count = 1) => _resyncs.Add(count);

    public void LogEntriesSent(int count = 1) => _logEntriesSent.Add(count);

    public void LogEntriesDropped(int count = 1) => _logEntriesDropped.Add(count);

    /// <summary>The meters of a door; kept by it, so that counting makes no garbage.</summary>
    /// <param name="door">Name of the label: <c>external_api</c>, <c>event_feed</c>, <c>status</c>, <c>live_api</c>.</param>
    public DoorMetrics For(string door) => new(door, _connections, _eventsOut, _slowConsumers);
}
