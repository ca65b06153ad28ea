using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>The root: one write of it decides every change of the directory.</summary>
[GenerateSerializer, Alias("ep.state.Directory")]
internal sealed class DirectoryState
{
    [Id(0)]
    public int Version { get; set; } = 1;

    /// <summary>Made at first start; null before.</summary>
    [Id(1)]
    public CoreServer? CoreServer { get; set; }

    [Id(2)]
    public int Partitions { get; set; }

    [Id(3)]
    public string? AdminPasswordHash { get; set; }

    /// <summary>The number of the last change, and so the version of the newest tenant document.</summary>
    [Id(4)]
    public long Number { get; set; }

    [Id(5)]
    public List<LocationEntry> Locations { get; set; } = [];

    [Id(6)]
    public List<CommittedChange> Committed { get; set; } = [];
}
