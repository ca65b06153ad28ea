using System.Collections.Immutable;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>A command with the fields that it takes.</summary>
internal sealed record CommandTemplate(
    string Class, string Subclass, string Cmd, params ImmutableArray<(string Name, FieldContent Content)> Fields)
{
    private static readonly (string, FieldContent)[] Topic =
    [
        ("class", FieldContent.Class), ("subclass", FieldContent.Name), ("type", FieldContent.Name), ("obj_id", FieldContent.Name),
        ("service", FieldContent.Service),
    ];

    private static readonly (string, FieldContent)[] Address =
    [
        ("id", FieldContent.Extension), ("location", FieldContent.Name), ("tenant", FieldContent.Name), ("number", FieldContent.Name),
    ];

    /// <summary>All of docs/protocols/external-api.md, 3, 4 and 8, and a few that are no commands.</summary>
    public static ImmutableArray<CommandTemplate> All { get; } =
    [
        new("core", "user", "login", ("user", FieldContent.User), ("password", FieldContent.Name), ("session_id", FieldContent.Session),
            ("meta", FieldContent.Any), ("service", FieldContent.Service)),
        new("core", "user", "refresh", ("token", FieldContent.Name)),
        new("core", "user", "list", ("limit", FieldContent.Integer), ("after", FieldContent.User)),
        new("core", "user", "get", ("user", FieldContent.User)),
        new("core", "user", "send_event", ("user", FieldContent.User), ("type", FieldContent.Name), ("body", FieldContent.Object)),
        new("core", "session", "stop", ("session_id", FieldContent.Session)),
        new("core", "session", "send_event", ("session_id", FieldContent.Session), ("type", FieldContent.Name),
            ("body", FieldContent.Object)),
        new("core", "session", "cmd", ("session_id", FieldContent.Session), ("class", FieldContent.Class), ("subclass", FieldContent.Name),
            ("cmd", FieldContent.Name), ("data", FieldContent.Any)),
        new("core", "session", "log", ("source", FieldContent.Name), ("message", FieldContent.Name), ("level", FieldContent.Integer),
            ("full_message", FieldContent.Name), ("meta", FieldContent.Object)),
        new("core", "event", "subscribe", [.. Topic, ("body", FieldContent.Object)]),
        new("core", "event", "unsubscribe", [.. Topic]),
        new("core", "event", "get_subscriptions"),
        new("core", "event", "send", [.. Topic, ("body", FieldContent.Object)]),
        new("core", "event", "send_event", [.. Topic, ("body", FieldContent.Object)]),
        new("core", "core", "event", [.. Topic, ("body", FieldContent.Object)]),
        new("status", "extension", "get", [.. Address]),
        new("status", "extension", "set", [.. Address, ("status", FieldContent.Name), ("note", FieldContent.Name),
            ("return_time", FieldContent.Integer)]),
        new("status", "extension", "list", ("location", FieldContent.Name), ("tenant", FieldContent.Name), ("limit", FieldContent.Integer),
            ("after", FieldContent.Extension)),
        new("core", "nothing", "such", ("a", FieldContent.Any)),
        new("nothing", "core", "such", ("a", FieldContent.Any)),
    ];

    /// <summary>Login.</summary>
    public static CommandTemplate Login => All[0];
}
