using System.Text;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>A request whose syntax has been checked, and whose it is. Valid until it is answered.</summary>
internal readonly record struct CommandCall(ApiSession Session, Envelope Envelope)
{
    public ApiServices Services => Session.Services;

    /// <summary>A text field; null when it is not given.</summary>
    public string? Text(ReadOnlySpan<byte> name)
    {
        var value = Envelope.Field(name);
        return value.IsGiven && Envelope.TryText(value, out var text) ? Encoding.UTF8.GetString(text) : null;
    }

    /// <summary>A text field as UTF-8; the default when it is not given.</summary>
    public ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> name, ReadOnlySpan<byte> orElse)
    {
        var value = Envelope.Field(name);
        return value.IsGiven && Envelope.TryText(value, out var text) ? text : orElse;
    }

    /// <summary>An integer field; null when it is not given.</summary>
    public long? Integer(ReadOnlySpan<byte> name)
    {
        var value = Envelope.Field(name);
        return value.IsGiven && FieldSyntax.TryInteger(Envelope, value, out var integer) ? integer : null;
    }

    /// <summary>An object as it was written; empty when it is not given or has no members.</summary>
    public ReadOnlySpan<byte> Object(ReadOnlySpan<byte> name)
    {
        var value = Envelope.Field(name);
        var json = value.IsGiven ? Envelope.Raw(value) : default;
        return json.IsEmpty || JsonBody.IsEmpty(json) ? default : json;
    }

    /// <summary>The command as the rules see it.</summary>
    public CommandRequest ToRequest()
    {
        var call = this;
        return new CommandRequest(
            Envelope.TextOr(Envelope.Class, ""),
            Envelope.TextOr(Envelope.Subclass, "core"),
            Envelope.TextOr(Envelope.Cmd, ""),
            Session.Caller.Service,
            name => call.Text(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>Queues the reply; for commands that answer before they are through.</summary>
    public void Reply() => Session.Connection.EnqueueReply(Replies.Ok(Session.Tid(Envelope)));

    /// <summary>Queues the reply with data, an object that is not empty or a list.</summary>
    public void Reply(ReadOnlySpan<byte> data) => Session.Connection.EnqueueReply(Replies.Ok(data, Session.Tid(Envelope)));
}
