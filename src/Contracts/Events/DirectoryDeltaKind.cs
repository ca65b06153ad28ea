namespace EventPlatform.Contracts.Events;

/// <summary>What happened to a place, in the order in which a change is told.</summary>
public enum DirectoryDeltaKind
{
    /// <summary>It is gone with everything below it; only the topmost is told.</summary>
    Removed = 0,

    /// <summary>It has a new name, and perhaps a new detail.</summary>
    Renamed = 1,

    /// <summary>It is new; parents are told first.</summary>
    Added = 2,

    /// <summary>It has a new detail (type, display name) and its old name: nobody is told, replicas follow.</summary>
    Altered = 3,

    /// <summary>The document gave an extension a state: what differs from the one it had is told.</summary>
    Given = 4,
}
