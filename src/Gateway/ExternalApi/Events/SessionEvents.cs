using System.Buffers;
using System.Collections.Immutable;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Events;

/// <summary>Events that the server itself sends to a session: class <c>core</c>, subclass <c>session_event</c>, obj_id its id.</summary>
internal static class SessionEvents
{
    /// <summary>Tells a session which fields of its request nobody knows (external-api.md 2).</summary>
    public static void PublishUnrecognized(ApiSession session, Envelope envelope, ImmutableArray<byte[]> fields)
    {
        var output = new ArrayBufferWriter<byte>(128);
        output.Raw("{\"class\":"u8);
        output.Raw(envelope.Raw(envelope.Class));
        output.Raw(",\"subclass\":"u8);
        output.Raw(envelope.Subclass.IsGiven ? envelope.Raw(envelope.Subclass) : "\"core\""u8);
        output.Raw(",\"cmd\":"u8);
        output.Raw(envelope.Raw(envelope.Cmd));
        output.Raw(",\"fields\":["u8);
        for (var index = 0; index < fields.Length; index++)
        {
            output.Raw(index == 0 ? default : ","u8);
            output.Raw(fields[index]);
        }

        output.Raw("]}"u8);
        _ = session.Publish(Record(session, "unrecognized_fields"u8, session.Services.Now, output.WrittenSpan));
    }

    /// <summary>Tells a session that its token ends soon (external-api.md 5).</summary>
    public static void PublishExpiring(ApiSession session, int seconds)
    {
        var output = new ArrayBufferWriter<byte>(32);
        output.Raw("{\"seconds\":"u8);
        output.Integer(seconds);
        output.Raw((byte)'}');
        _ = session.Services.Publisher.Append(Record(session, "token_expiring"u8, session.Services.Now, output.WrittenSpan));
    }

    /// <summary>Such an event.</summary>
    public static EventRecord Record(ApiSession session, ReadOnlySpan<byte> type, long time, ReadOnlySpan<byte> body) =>
        EventNames.Record(
            EventKind.Platform,
            time,
            new SubscriptionName(session.Service, "core"u8, "session_event"u8, type, session.Id),
            body);
}
