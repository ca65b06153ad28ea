namespace EventPlatform.Gateway.Security;

/// <summary>What an event of the caller's own service names, in UTF-8, as in <see cref="TopicRequest"/>; <c>*</c>: open.</summary>
internal readonly ref struct PlainTopic(
    ReadOnlySpan<byte> className, ReadOnlySpan<byte> subclass, ReadOnlySpan<byte> type, ReadOnlySpan<byte> objId)
{
    /// <summary>Longest field.</summary>
    public const int FieldBytesMax = 255;

    private readonly ReadOnlySpan<byte> _class = className;
    private readonly ReadOnlySpan<byte> _subclass = subclass;
    private readonly ReadOnlySpan<byte> _type = type;
    private readonly ReadOnlySpan<byte> _objId = objId;

    /// <summary>As <see cref="TopicRequest.IsServers"/>.</summary>
    public bool IsServers =>
        _class.SequenceEqual("status"u8)
        || (_class.SequenceEqual("core"u8) && (_subclass.SequenceEqual("user_event"u8) || _subclass.SequenceEqual("session_event"u8)));

    /// <summary>A field by its name on the wire; the service is the caller's.</summary>
    public ReadOnlySpan<byte> Field(string name) => name switch
    {
        "class" => _class,
        "subclass" => _subclass,
        "type" => _type,
        "obj_id" => _objId,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a field of a topic."),
    };
}
