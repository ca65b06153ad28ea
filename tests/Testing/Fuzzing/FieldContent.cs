namespace EventPlatform.Testing.Fuzzing;

/// <summary>What a field of a command usually holds.</summary>
internal enum FieldContent
{
    User,
    Session,
    Class,
    Service,
    Extension,

    /// <summary>Any short text.</summary>
    Name,
    Integer,
    Object,
    Any,
}
