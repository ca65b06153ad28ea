using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>The closed list of status types (docs/protocols/live-api.md, 2), and the status that every tenant has.</summary>
public static class StatusTypes
{
    /// <summary>Name of the status that every tenant has, first in its list; it cannot be removed, renamed or retyped.</summary>
    public const string Available = "Available";

    /// <summary>Type of <see cref="Available"/>.</summary>
    public const string AvailableType = "available";

    public static ImmutableArray<string> All { get; } =
        ["available", "unavailable", "away", "xa", "dnd", "chat", "altblue", "altgreen", "altpink", "altpurple", "altred"];
}
