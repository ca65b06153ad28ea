using System.Text.Json;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// A <see cref="SendEvent"/> as nearly every client writes it: known fields only, texts as strings without escapes, its own service.
/// Of such a request nothing can be refused but by the rules. Texts are UTF-8 and live as long as the message.
/// </summary>
internal ref struct PlainEvent
{
    private static ReadOnlySpan<byte> Any => "*"u8;

    public ReadOnlySpan<byte> Class { get; private set; }

    /// <summary>Like the next two <c>*</c> when it is left open.</summary>
    public ReadOnlySpan<byte> Subclass { get; private set; }

    public ReadOnlySpan<byte> Type { get; private set; }

    public ReadOnlySpan<byte> ObjId { get; private set; }

    /// <summary>Empty: none.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>Reads a request.</summary>
    /// <param name="envelope">The request.</param>
    /// <param name="service">The caller's.</param>
    /// <param name="read">Of no use unless true is returned.</param>
    /// <returns>False: it is another command, or has something that must be looked at closely, wrong or not.</returns>
    public static bool TryRead(Envelope envelope, ReadOnlySpan<byte> service, out PlainEvent read)
    {
        read = new PlainEvent { Subclass = Any, Type = Any, ObjId = Any };
        if (!IsSend(envelope) || envelope.Data.Token != JsonTokenType.StartObject)
        {
            return false;
        }

        var hasClass = false;
        foreach (var field in envelope.Fields.Items)
        {
            var name = envelope.Raw(field.Name);
            if (name.SequenceEqual("\"body\""u8))
            {
                if (field.Value.Token != JsonTokenType.StartObject)
                {
                    return false;
                }

                var body = envelope.Raw(field.Value);
                read.Body = JsonBody.IsEmpty(body) ? default : body;
            }
            else if (!TryPlain(envelope, field.Value, out var text) || !read.TryTake(name, text, service, ref hasClass))
            {
                return false;
            }
        }

        return hasClass;
    }

    /// <summary>The event, published in a session's name.</summary>
    public readonly EventRecord ToRecord(long time, ReadOnlySpan<byte> service, ReadOnlySpan<byte> session, ReadOnlySpan<byte> user)
    {
        var record = new EventRecord
        {
            Time = time,
            Service = service,
            Class = Class,
            Subclass = Subclass,
            Type = Type,
            ObjId = ObjId,
            Session = session,
            User = user,
            Body = Body,
        };
        var open = EventParts.Subclass | EventParts.Type | EventParts.ObjId;
        record.Omit((open & ~ToName(service).Given) | (Body.IsEmpty ? EventParts.Body : EventParts.None));
        return record;
    }

    /// <summary>What it names.</summary>
    public readonly SubscriptionName ToName(ReadOnlySpan<byte> service) => new(service, Class, Subclass, Type, ObjId);

    /// <summary>Of equal names the last counts.</summary>
    private bool TryTake(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, ReadOnlySpan<byte> service, ref bool hasClass)
    {
        if (name.SequenceEqual("\"class\""u8))
        {
            Class = text;
            hasClass = true;
        }
        else if (name.SequenceEqual("\"type\""u8))
        {
            Type = text;
        }
        else if (name.SequenceEqual("\"obj_id\""u8))
        {
            ObjId = text;
        }
        else if (name.SequenceEqual("\"subclass\""u8))
        {
            Subclass = text;
        }
        else
        {
            return name.SequenceEqual("\"service\""u8) && text.SequenceEqual(service);
        }

        return true;
    }

    /// <summary>The two names of the command, and a client's <c>core</c>/<c>event</c>.</summary>
    private static bool IsSend(Envelope envelope)
    {
        if (!envelope.Raw(envelope.Class).SequenceEqual("\"core\""u8))
        {
            return false;
        }

        var cmd = envelope.Raw(envelope.Cmd);
        var subclass = envelope.Raw(envelope.Subclass);
        return subclass.SequenceEqual("\"event\""u8)
            ? cmd.SequenceEqual("\"send\""u8) || cmd.SequenceEqual("\"send_event\""u8)
            : (subclass.IsEmpty || subclass.SequenceEqual("\"core\""u8)) && cmd.SequenceEqual("\"event\""u8);
    }

    /// <summary>A string without escapes, so without U+0000, and in any case short enough to be a name.</summary>
    private static bool TryPlain(Envelope envelope, JsonSlice value, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (value.Token != JsonTokenType.String || value.Length > FieldKey.FieldCharactersMax + 2)
        {
            return false;
        }

        text = envelope.Raw(value)[1..^1];
        return !text.Contains((byte)'\\');
    }
}
