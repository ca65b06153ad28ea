using System.Buffers;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>
/// Encodes an event for those that match it: each distinct message once, however many get it (docs/architecture.md, 2). Distinct are the
/// subscription's body, and whether the service is shown. Used by one thread at a time.
/// </summary>
internal sealed class EventEncoder : IMatchReceiver
{
    private readonly Dictionary<byte[], byte[]> _merged = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], byte[]> _mergedWithService = new(Utf8Comparer.Instance);
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private HashSet<byte[]>? _names;
    private byte[]? _plain;
    private byte[]? _plainWithService;

    /// <summary>How many deliveries there were, until it is set back.</summary>
    public int DeliveredCount { get; set; }

    /// <summary>Forgets the event before.</summary>
    public void Begin()
    {
        _plain = null;
        _plainWithService = null;
        _names = null;
        _merged.Clear();
        _mergedWithService.Clear();
    }

    public void Matched(in EventRecord record, Subscription subscription)
    {
        var session = (ApiSession)subscription.Subscriber;
        if (subscription.Body is not null && session.Connection.IsClosing)
        {
            // Who was closed by one of many deliveries is not worth the encoding of the others.
            return;
        }

        var prefix = subscription.Body is { } added
            ? Merged(record, added, subscription.IsOwnService)
            : Plain(record, subscription.IsOwnService);
        session.Deliver(prefix);
        DeliveredCount++;
    }

    /// <summary>Delivers an event that is one session's only: it is encoded as it is, without the subscription's body.</summary>
    public void Deliver(in EventRecord record, Subscription subscription)
    {
        ((ApiSession)subscription.Subscriber).Deliver(Encode(record, null, subscription.IsOwnService));
        DeliveredCount++;
    }

    /// <summary>The event that was begun with, without what a subscription adds, up to its tid.</summary>
    public byte[] Plain(in EventRecord record, bool isOwnService)
    {
        ref var encoded = ref isOwnService ? ref _plain : ref _plainWithService;
        return encoded ??= Encode(record, null, isOwnService);
    }

    private byte[] Merged(in EventRecord record, SubscriptionBody added, bool isOwnService)
    {
        var known = isOwnService ? _merged : _mergedWithService;
        if (!known.TryGetValue(added.Text, out var encoded))
        {
            known.Add(added.Text, encoded = Encode(record, added, isOwnService));
        }

        return encoded;
    }

    // {"class":"core","cmd":"event","data":{"class":C[,"subclass":S][,"type":T][,"obj_id":O][,"service":V][,"body":{…}]},"tid":
    private byte[] Encode(in EventRecord record, SubscriptionBody? added, bool isOwnService)
    {
        _output.ResetWrittenCount();
        _output.Raw("{\"class\":\"core\",\"cmd\":\"event\",\"data\":{\"class\":"u8);
        _output.Text(record.Class);
        Member(record, EventParts.Subclass, ",\"subclass\":"u8, record.Subclass);
        Member(record, EventParts.Type, ",\"type\":"u8, record.Type);
        Member(record, EventParts.ObjId, ",\"obj_id\":"u8, record.ObjId);
        if (!isOwnService)
        {
            _output.Raw(",\"service\":"u8);
            _output.Text(record.Service);
        }

        if (added is not null)
        {
            _output.Raw(",\"body\":"u8);
            JsonBody.WriteMerged(_output, record.Body, _names ??= JsonBody.Names(record.Body), added);
        }
        else if (record.Has(EventParts.Body))
        {
            _output.Raw(",\"body\":"u8);
            _output.OneLine(record.Body);
        }

        _output.Raw("},\"tid\":"u8);
        return _output.WrittenSpan.ToArray();
    }

    private void Member(in EventRecord record, EventParts part, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (record.Has(part))
        {
            _output.Raw(name);
            _output.Text(value);
        }
    }
}
