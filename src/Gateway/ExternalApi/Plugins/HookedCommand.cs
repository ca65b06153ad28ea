using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A command that is about to be carried out: who asks, and data whose syntax has been checked if the command is known.</summary>
public sealed class HookedCommand
{
    private readonly RequestCopy _request;

    internal HookedCommand(CommandCall call)
    {
        var named = call.ToRequest();
        (Class, Subclass, Cmd) = (named.Class, named.Subclass, named.Cmd);
        _request = new RequestCopy(call.Envelope);
        Caller = new HookCaller(call.Caller);
    }

    /// <summary>Who asks.</summary>
    public HookCaller Caller { get; }

    /// <summary>Class.</summary>
    public string Class { get; }

    /// <summary>Subclass; <c>core</c> when it was not given.</summary>
    public string Subclass { get; }

    /// <summary>Command.</summary>
    public string Cmd { get; }

    /// <summary>Data as it was sent, a JSON object in UTF-8; <c>{}</c> when there is none.</summary>
    public ReadOnlyMemory<byte> Data => _request.Data;

    /// <summary>A field that is text, or an integer, which counts as its text; null when it is not given or something else.</summary>
    public string? Text(string name) => _request.Text(name);

    /// <summary>A field that is an integer or a string of digits; null when it is not given or something else.</summary>
    public long? Integer(string name) => _request.Integer(name);

    /// <summary>A field as it was sent, JSON in UTF-8; null when it is not given.</summary>
    public ReadOnlyMemory<byte>? Json(string name) => _request.Json(name);
}
