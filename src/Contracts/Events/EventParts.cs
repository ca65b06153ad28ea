namespace EventPlatform.Contracts.Events;

/// <summary>Which optional parts an event has; an empty text is a value, so absence needs a mark of its own.</summary>
[Flags]
public enum EventParts : byte
{
    None = 0,
    Subclass = 1,
    Type = 2,
    ObjId = 4,
    Session = 8,
    User = 16,
    Body = 32,
    Trace = 64,
}
