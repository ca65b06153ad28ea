namespace EventPlatform.Silo;

/// <summary>A silo of the cluster.</summary>
/// <param name="Name">Its name; of one that is in a gateway's process, the gateway's id.</param>
/// <param name="StartedAt">When it started, Unix milliseconds.</param>
public sealed record SiloNode(string Name, long StartedAt);
