using System.Collections.Immutable;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>What random requests name, so that they meet something. Values as texts, without quotes.</summary>
public sealed record FuzzNames
{
    /// <summary>Users, the first the session's own.</summary>
    public required ImmutableArray<string> Users { get; init; }

    /// <summary>Session ids, the first the session's own.</summary>
    public required ImmutableArray<string> Sessions { get; init; }

    /// <summary>Classes of events.</summary>
    public ImmutableArray<string> Classes { get; init; } = ["a", "b", "c"];

    /// <summary>Services; the first is the default.</summary>
    public ImmutableArray<string> Services { get; init; } = ["default", "other", "none"];

    /// <summary>Texts of fields that take any.</summary>
    public ImmutableArray<string> Texts { get; init; } = ["*", "x", "y", "call", "é😀", "0", ""];

    /// <summary>Ids of extensions.</summary>
    public ImmutableArray<string> Extensions { get; init; } = ["00000000-0000-0000-0000-000000000001"];
}
