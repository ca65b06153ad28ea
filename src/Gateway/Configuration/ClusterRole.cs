namespace EventPlatform.Gateway.Configuration;

/// <summary>What a process of a cluster hosts.</summary>
internal enum ClusterRole
{
    Silo,
    Gateway,
    Both,
}
