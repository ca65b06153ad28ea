namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>What a field of a command takes (external-api.md 2).</summary>
public enum FieldKind
{
    /// <summary>A string, or an integer, which is read as its text.</summary>
    Text,

    /// <summary>Text of at most 255 characters without U+0000: class, subclass, type, obj_id.</summary>
    Name,

    /// <summary>Text that names a configured service.</summary>
    Service,

    /// <summary>An integer, or a string of digits.</summary>
    Integer,

    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>Any JSON.</summary>
    Any,
}
