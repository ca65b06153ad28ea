namespace EventPlatform.Contracts.Directory;

/// <summary>What an import does to an object.</summary>
[GenerateSerializer, Alias("ep.ImportChangeKind")]
public enum ImportChangeKind
{
    Added = 0,

    /// <summary>It has a new name, and perhaps other new values.</summary>
    Renamed = 1,

    /// <summary>Anything but its name.</summary>
    Changed = 2,

    /// <summary>Of a container only itself is told.</summary>
    Removed = 3,
}
