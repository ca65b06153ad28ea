using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// An event on its way to one session. Its fields take what a client's event takes: at most 255 characters without U+0000.
/// </summary>
public sealed record OutgoingEvent
{
    private readonly string _class;
    private readonly string? _subclass;
    private readonly string? _type;
    private readonly string? _objId;
    private readonly ReadOnlyMemory<byte> _body;

    /// <summary>What is on its way already is not checked again.</summary>
    internal OutgoingEvent(in EventRecord record, ReadOnlyMemory<byte> body)
    {
        Service = Encoding.UTF8.GetString(record.Service);
        _class = Encoding.UTF8.GetString(record.Class);
        _subclass = record.Has(EventParts.Subclass) ? Encoding.UTF8.GetString(record.Subclass) : null;
        _type = record.Has(EventParts.Type) ? Encoding.UTF8.GetString(record.Type) : null;
        _objId = record.Has(EventParts.ObjId) ? Encoding.UTF8.GetString(record.ObjId) : null;
        _body = body;
    }

    /// <summary>The service that it was published in; it can't be changed.</summary>
    public string Service { get; }

    /// <summary>Class.</summary>
    /// <exception cref="ArgumentException">It is set to what no event has.</exception>
    public string Class
    {
        get => _class;
        init => _class = Checked(value);
    }

    /// <summary>Subclass; null, or set to <c>*</c>: it has none.</summary>
    /// <exception cref="ArgumentException">It is set to what no event has.</exception>
    public string? Subclass
    {
        get => _subclass;
        init => _subclass = Omissible(value);
    }

    /// <summary>Type; null, or set to <c>*</c>: it has none.</summary>
    /// <exception cref="ArgumentException">It is set to what no event has.</exception>
    public string? Type
    {
        get => _type;
        init => _type = Omissible(value);
    }

    /// <summary>Object id; null, or set to <c>*</c>: it has none.</summary>
    /// <exception cref="ArgumentException">It is set to what no event has.</exception>
    public string? ObjId
    {
        get => _objId;
        init => _objId = Omissible(value);
    }

    /// <summary>The body, a JSON object in UTF-8; empty: it has none, which is the same as an empty object.</summary>
    /// <exception cref="ArgumentException">It is set to something else.</exception>
    public ReadOnlyMemory<byte> Body
    {
        get => _body;
        init => _body = value.IsEmpty ? value : HandlerJson.NormalizeObject(value.Span);
    }

    private static string? Omissible(string? value) => value is null or "*" ? null : Checked(value);

    private static string Checked(string value) =>
        value is not null && FieldSyntax.IsName(Encoding.UTF8.GetBytes(value))
            ? value
            : throw new ArgumentException("A field of an event has at most 255 characters without U+0000.", nameof(value));
}
