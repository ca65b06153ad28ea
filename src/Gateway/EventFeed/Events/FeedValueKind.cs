namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>How the value of a property is held.</summary>
internal enum FeedValueKind : byte
{
    /// <summary>Filters count it as a property that is not there.</summary>
    Null,

    /// <summary>Plain text in UTF-8; escaped when it is written.</summary>
    Text,

    /// <summary>A string as its publisher wrote it, with quotes and escapes.</summary>
    RawString,

    /// <summary>A number or boolean as it stands on the wire.</summary>
    Literal,

    /// <summary>An object or a list as its publisher wrote it; filters see only that it is there.</summary>
    Composite,

    /// <summary>The event's id, made only when somebody wants it.</summary>
    Position,
}
