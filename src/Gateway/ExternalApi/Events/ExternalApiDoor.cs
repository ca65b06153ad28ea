using System.Buffers;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Hub.Subscriptions;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>What subscribers see of the log (external-api.md 5 and 8).</summary>
internal sealed class ExternalApiDoor : IEventDoor
{
    private readonly SubscriptionIndex _index;
    private readonly ISessions _sessions;
    private readonly ExternalApiMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly EventEncoder _encoder = new();
    private readonly HeldEvents _held;

    /// <summary>Null: no hook is asked, events go to the encoder straight.</summary>
    private readonly HookedEvents? _hooked;

    public ExternalApiDoor(
        SubscriptionIndex index, ISessions sessions, ExternalApiMetrics metrics, TimeProvider time, EventHooks hooks)
    {
        _index = index;
        _sessions = sessions;
        _metrics = metrics;
        _time = time;
        _held = new HeldEvents(index, _encoder);
        _hooked = hooks.IsEmpty ? null : new HookedEvents(hooks, _encoder);
    }

    public void Published(in EventRecord record, ReadOnlyMemory<byte> bytes, EventPosition at)
    {
        // In core are the automatic subscriptions, of which each session has its own: events have hardly ever the same subscribers.
        if (_hooked is null && !record.Class.SequenceEqual("core"u8))
        {
            _held.Add(record, bytes);
        }
        else
        {
            Match(record);
        }
    }

    public void HandOver()
    {
        _held.HandOver();
        CountDelivered();
    }

    /// <summary>Nothing: logins are told by the event feed.</summary>
    public void Session(SessionEvent change)
    {
    }

    /// <summary>Nothing: subscriptions are told by the event feed.</summary>
    public void Subscription(SubscriptionEvent change)
    {
    }

    public void Extension(ExtensionEvent change)
    {
        var now = change.Now;
        Field(change, ExtensionFields.Status, "status"u8, output => output.Text(now.Status.Name));
        Field(change, ExtensionFields.Note, "note"u8, output => output.Text(now.State.Note));
        Field(change, ExtensionFields.ReturnTime, "return_time"u8, output => output.Integer(now.State.ReturnTime));
    }

    public void Directory(DirectoryEvent change)
    {
        var body = new ArrayBufferWriter<byte>(256);
        PlaceJson.Write(body, change);
        Span<byte> id = stackalloc byte[36];
        change.Id.TryFormat(id, out _);
        var name = new SubscriptionName("default"u8, "status"u8, PlaceJson.Subclass(change.Place), PlaceJson.Type(change.Change), id);
        Match(EventNames.Record(EventKind.Platform, change.Time, name, body.WrittenSpan));
    }

    /// <summary>A session event <c>gap</c> without a body to every session of this gateway.</summary>
    public void Gap(EventPosition at)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var session in _sessions.Local.OfType<ApiSession>())
        {
            Match(SessionEvents.Record(session, "gap"u8, now, default));
        }
    }

    private void Field(ExtensionEvent change, ExtensionFields field, ReadOnlySpan<byte> type, Action<ArrayBufferWriter<byte>> writeValue)
    {
        if ((change.Changed & field) == 0)
        {
            return;
        }

        var output = new ArrayBufferWriter<byte>(256);
        output.Raw("{\"location\":"u8);
        output.Text(change.Now.Tenant.Location.Name);
        output.Raw(",\"tenant\":"u8);
        output.Text(change.Now.Tenant.Name);
        output.Raw(",\"number\":"u8);
        output.Text(change.Now.Number);
        output.Raw((byte)',');
        output.Text(type);
        output.Raw((byte)':');
        writeValue(output);
        output.Raw((byte)'}');

        Span<byte> id = stackalloc byte[36];
        Encoding.UTF8.GetBytes(change.Now.Id.ToString("D"), id);
        Match(EventNames.Record(
            EventKind.Platform, change.Time, new SubscriptionName("default"u8, "status"u8, "extension"u8, type, id), output.WrittenSpan));
    }

    private void Match(in EventRecord record)
    {
        _held.HandOver();
        _encoder.Begin();
        if (_hooked is null)
        {
            _index.Match(record, _encoder);
        }
        else
        {
            _hooked.Begin();
            _index.Match(record, _hooked);
        }

        CountDelivered();
    }

    private void CountDelivered()
    {
        if (_encoder.DeliveredCount > 0)
        {
            _metrics.Door.EventsDelivered(_encoder.DeliveredCount);
            _encoder.DeliveredCount = 0;
        }
    }
}
