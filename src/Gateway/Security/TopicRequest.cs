namespace EventPlatform.Gateway.Security;

/// <summary>What a subscription or an event is about, as rules see it. A field left open is null or <c>*</c>.</summary>
/// <param name="Service">Service.</param>
/// <param name="Class">Class; <c>*</c> is a class like any other.</param>
/// <param name="Subclass">Subclass, or open.</param>
/// <param name="Type">Type, or open.</param>
/// <param name="ObjId">Object id, or open.</param>
internal readonly record struct TopicRequest(string Service, string Class, string? Subclass, string? Type, string? ObjId)
{
    /// <summary>A field by its name on the wire.</summary>
    public string? Field(string name) => name switch
    {
        "service" => Service,
        "class" => Class,
        "subclass" => Subclass,
        "type" => Type,
        "obj_id" => ObjId,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a field of a topic."),
    };

    /// <summary>Events that come from the server only: (core, user_event), (core, session_event) and class status.</summary>
    public bool IsServers => Class == "status" || (Class == "core" && Subclass is "user_event" or "session_event");
}
