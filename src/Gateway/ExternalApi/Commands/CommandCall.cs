using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>A request whose syntax has been checked, and whose it is. Valid until it is answered or has gone on by itself.</summary>
/// <param name="Services">What the front end shares.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Envelope">The request.</param>
/// <param name="ReplyTo">Where the answer goes.</param>
/// <param name="Session">The caller's; null for a call without one (<c>/rpc</c>).</param>
internal readonly record struct CommandCall(
    ApiServices Services, Caller Caller, Envelope Envelope, IReplyTo ReplyTo, ApiSession? Session)
{
    /// <summary>The caller's service.</summary>
    public ReadOnlySpan<byte> Service => Session is { } session ? session.Service : Encoding.UTF8.GetBytes(Caller.Service);

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
            Caller.Service,
            name => call.Text(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>Publishes in the caller's name.</summary>
    public Task<bool> Publish(in EventRecord record) => Session is { } session
        ? session.Publish(record with { Session = session.Id, User = session.User })
        : Services.Publisher.Append(record with { User = Encoding.UTF8.GetBytes(Caller.User) });

    /// <summary>
    /// Waits until what the caller's session published before has been delivered by this gateway; a call without session has none.
    /// </summary>
    public ValueTask WaitForOwnEvents() => Session?.WaitForOwnEvents() ?? ValueTask.CompletedTask;

    /// <summary>Queues the reply; for commands that answer before they are through.</summary>
    public void Reply(in Answer answer) => ReplyTo.Reply(answer);
}
