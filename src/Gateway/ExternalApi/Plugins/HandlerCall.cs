using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A request for a handler: who asks, and data whose syntax has been checked against the command's.</summary>
public sealed class HandlerCall
{
    private readonly RequestCopy _request;

    internal HandlerCall(CommandCall call, HandlerCommand command)
    {
        _request = new RequestCopy(call.Envelope);
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
    public ReadOnlyMemory<byte> Data => _request.Data;

    /// <summary>A field that is text, or an integer, which counts as its text; null when it is not given or something else.</summary>
    public string? Text(string name) => _request.Text(name);

    /// <summary>A field that is an integer or a string of digits; null when it is not given or something else.</summary>
    public long? Integer(string name) => _request.Integer(name);

    /// <summary>A field as it was sent, JSON in UTF-8; null when it is not given.</summary>
    public ReadOnlyMemory<byte>? Json(string name) => _request.Json(name);
}
