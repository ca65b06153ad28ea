using System.Text;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Envelopes;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A request that may be kept: the connection's own is overwritten by the next.</summary>
internal sealed class RequestCopy
{
    private readonly Envelope _envelope = new();

    public RequestCopy(Envelope request) => _envelope.Read(request.Message.ToArray());

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
