using System.Buffers;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>
/// Asks the hooks before an event is delivered. What they leave as it is goes the way of all events, encoded once for many; what they
/// change is encoded for its session. Used by one thread at a time.
/// </summary>
internal sealed class HookedEvents(EventHooks hooks, EventEncoder encoder) : IMatchReceiver
{
    private readonly Dictionary<byte[], OutgoingEvent> _merged = new(Utf8Comparer.Instance);
    private OutgoingEvent? _plain;

    /// <summary>Forgets the event before.</summary>
    public void Begin()
    {
        _plain = null;
        _merged.Clear();
        hooks.Begin();
    }

    public void Matched(in EventRecord record, Subscription subscription)
    {
        var session = (ApiSession)subscription.Subscriber;
        if (session.Connection.IsClosing)
        {
            return;
        }

        var outgoing = Outgoing(record, subscription.Body);
        var decided = hooks.Run(session.Facts, outgoing);
        if (ReferenceEquals(decided, outgoing))
        {
            encoder.Matched(record, subscription);
        }
        else if (decided is not null)
        {
            Deliver(decided, record, subscription);
        }
    }

    /// <summary>The event as a client with this subscription gets it.</summary>
    private OutgoingEvent Outgoing(in EventRecord record, SubscriptionBody? added)
    {
        if (added is null)
        {
            return _plain ??= new OutgoingEvent(record, record.Body.ToArray());
        }

        if (!_merged.TryGetValue(added.Text, out var outgoing))
        {
            var body = new ArrayBufferWriter<byte>(256);
            JsonBody.WriteMerged(body, record.Body, JsonBody.Names(record.Body), added);
            _merged.Add(added.Text, outgoing = new OutgoingEvent(record, body.WrittenMemory));
        }

        return outgoing;
    }

    private void Deliver(OutgoingEvent changed, in EventRecord record, Subscription subscription)
    {
        var name = new SubscriptionName(
            record.Service, Utf8(changed.Class), Utf8(changed.Subclass), Utf8(changed.Type), Utf8(changed.ObjId));
        encoder.Deliver(EventNames.Record(record.Kind, record.Time, name, changed.Body.Span), subscription);
    }

    private static byte[] Utf8(string? field) => Encoding.UTF8.GetBytes(field ?? "*");
}
