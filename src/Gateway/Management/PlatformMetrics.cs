using System.Diagnostics.Metrics;
using System.Globalization;
using EventPlatform.Gateway.Commands;
using EventPlatform.Management;

namespace EventPlatform.Gateway.Management;

/// <summary>The gateway's own meters. What belongs to a door is counted through <see cref="For"/>.</summary>
internal sealed class PlatformMetrics
{
    /// <summary>Errors of the External API's own table; others are a plugin's and have no series of their own.</summary>
    private const int OwnCodesFirst = 100_000;
    private const int OwnCodesLast = 100_999;

    private readonly UpDownCounter<long> _sessions;
    private readonly UpDownCounter<long> _subscriptions;
    private readonly Counter<long> _eventsIn;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _resyncs;
    private readonly Counter<long> _logEntriesSent;
    private readonly Counter<long> _logEntriesDropped;
    private readonly Counter<long> _refusedCredentials;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _callTime;
    private readonly Histogram<double> _delay;
    private readonly Counter<long> _failures;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _eventsOut;
    private readonly Counter<long> _slowConsumers;

    public PlatformMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricsExport.MeterPrefix);
        _connections = meter.CreateUpDownCounter<long>("ep_connections", description: "Open client connections");
        _sessions = meter.CreateUpDownCounter<long>("ep_sessions", description: "Sessions of this gateway");
        _subscriptions = meter.CreateUpDownCounter<long>("ep_subscriptions", description: "Subscriptions of this gateway's sessions");
        _eventsIn = meter.CreateCounter<long>("ep_events_in_total", description: "Events of clients published through this gateway");
        _eventsOut = meter.CreateCounter<long>("ep_events_out_total", description: "Events delivered to clients");
        _slowConsumers = meter.CreateCounter<long>("ep_slow_consumers_total", description: "Connections closed because they did not read");
        _gaps = meter.CreateCounter<long>("ep_gaps_total", description: "Gaps told to clients: events may have been lost");
        _resyncs = meter.CreateCounter<long>("ep_resyncs_total", description: "Times that a part of the replica was fetched again");
        _logEntriesSent = meter.CreateCounter<long>("ep_gelf_sent_total", description: "Log entries sent as GELF");
        _logEntriesDropped = meter.CreateCounter<long>("ep_gelf_dropped_total", description: "Log entries not sent as GELF, or refused");
        _refusedCredentials = meter.CreateCounter<long>(
            "ep_authentication_failures_total", description: "Logins and requests refused for their credentials");
        _errors = meter.CreateCounter<long>("ep_errors_total", description: "Errors answered, by the code that the client got");
        _callTime = meter.CreateHistogram<double>(
            "ep_command_call_seconds", "s", "Time of grain calls that requests and logins waited for, each try by itself");
        _delay = meter.CreateHistogram<double>(
            "ep_log_delay_seconds", "s", "From an event to its being matched here, of the first event of each block");
        _failures = meter.CreateCounter<long>(
            "ep_failures_total", description: "Failures that are in the log: a silo or the store is unavailable, or a fault");

        // What has not happened yet is 0, not absent.
        SessionsChanged(0);
        SubscriptionsChanged(0);
        EventsPublished(0);
        GapsTold(0);
        Resynced(0);
        LogEntriesSent(0);
        LogEntriesDropped(0);
        _refusedCredentials.Add(0, Door(Doors.ExternalApi));
        _refusedCredentials.Add(0, Door(Doors.Http));
        _failures.Add(0, Kind(FailureKind.Unavailable));
        _failures.Add(0, Kind(FailureKind.Internal));
    }

    public void SessionsChanged(int by) => _sessions.Add(by);

    public void SubscriptionsChanged(int by) => _subscriptions.Add(by);

    public void EventsPublished(int count) => _eventsIn.Add(count);

    public void GapsTold(int count = 1) => _gaps.Add(count);

    public void Resynced(int count = 1) => _resyncs.Add(count);

    public void LogEntriesSent(int count = 1) => _logEntriesSent.Add(count);

    public void LogEntriesDropped(int count = 1) => _logEntriesDropped.Add(count);

    /// <param name="door"><see cref="Doors.ExternalApi"/>, or <see cref="Doors.Http"/> for the realm.</param>
    public void CredentialsRefused(string door) => _refusedCredentials.Add(1, Door(door));

    /// <param name="door">One of <see cref="Doors"/>.</param>
    /// <param name="code">Of the External API, or the HTTP status.</param>
    public void ErrorAnswered(string door, int code)
    {
        var isOwn = door != Doors.ExternalApi || code is >= OwnCodesFirst and <= OwnCodesLast;
        _errors.Add(1, Door(door), new("code", isOwn ? code.ToString(CultureInfo.InvariantCulture) : "other"));
    }

    /// <summary>A call to a grain has ended.</summary>
    public void Called(TimeSpan time) => _callTime.Record(time.TotalSeconds);

    /// <summary>A block of the log was applied.</summary>
    /// <param name="age">How long ago its first event happened, by the clock of who published it.</param>
    public void Applied(TimeSpan age) => _delay.Record(Math.Max(0, age.TotalSeconds));

    /// <summary>Something failed and is in the log under a reference.</summary>
    public void Failed(FailureKind kind) => _failures.Add(1, Kind(kind));

    /// <summary>The meters of a door; kept by it, so that counting makes no garbage.</summary>
    /// <param name="door">One of <see cref="Doors"/>.</param>
    public DoorMetrics For(string door) => new(door, _connections, _eventsOut, _slowConsumers);

    private static KeyValuePair<string, object?> Door(string door) => new("door", door);

    private static KeyValuePair<string, object?> Kind(FailureKind kind) =>
        new("kind", kind is FailureKind.Unavailable ? "unavailable" : "internal");
}
