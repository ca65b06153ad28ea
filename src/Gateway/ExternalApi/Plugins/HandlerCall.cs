using System.Text;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Envelopes;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A request for a handler: who asks, and data whose syntax has been checked against the command's.</summary>
public sealed class HandlerCall
{
    private readonly Envelope _envelope = new();

    /// <summary>Takes a copy: the connection's own is overwritten by the next request.</summary>
    internal HandlerCall(CommandCall call, HandlerCommand command)
    {
        _envelope.Read(call.Envelope.Message.ToArray());
        Command = command;
        User = call.Caller.User;
        SessionId = call.Caller.SessionId;
        Service = call.Caller.Service;
        Roles = call.Caller.Roles;
        IsAdmin = call.Caller.IsAdmin;
    }

    /// <summary>Which of the handler's commands it is.</summary>
    public HandlerCommand Command { get; }

    /// <summary>The caller's user name.</summary>
    public string User { get; }

    /// <summary>The caller's session; null for a call without one (<c>/rpc</c>).</summary>
    public string? SessionId { get; }

    /// <summary>The caller's service.</summary>
    public string Service { get; }

    /// <summary>The caller's roles, from the account or the token.</summary>
    public IReadOnlySet<string> Roles { get; }

    /// <summary>Whether the caller may do everything.</summary>
    public bool IsAdmin { get; }

    /// <summary>Data as it was sent, a JSON object in UTF-8; <c>{}</c> when there is none.</summary>
    public ReadOnlyMemory<byte> Data =>
        _envelope.Fields.Items.IsEmpty ? "{}"u8.ToArray() : _envelope.Message.Slice(_envelope.Data.Start, _envelope.Data.Length);

    /// <summary>A field that is text, or an integer, which counts as its text; null when it is not given or something else.</summary>
    public string? Text(string name)
    {
        var value = _envelope.Field(Encoding.UTF8.GetBytes(name));
        return value.IsGiven && _envelope.TryText(value, out var text) ? Encoding.UTF8.GetString(text) : null;
    }

    /// <summary>A field that is an integer or a string of digits; null when it is not given or something else.</summary>
    public long? Integer(string name)
    {
        var value = _envelope.Field(Encoding.UTF8.GetBytes(name));
        return value.IsGiven && FieldSyntax.TryInteger(_envelope, value, out var integer) ? integer : null;
    }

    /// <summary>A field as it was sent, JSON in UTF-8; null when it is not given.</summary>
    public ReadOnlyMemory<byte>? Json(string name)
    {
        var value = _envelope.Field(Encoding.UTF8.GetBytes(name));
        return value.IsGiven ? _envelope.Message.Slice(value.Start, value.Length) : (ReadOnlyMemory<byte>?)null;
    }
}
