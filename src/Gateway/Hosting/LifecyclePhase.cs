namespace EventPlatform.Gateway.Hosting;

/// <summary>Where the process is in its life; it only moves forward.</summary>
internal enum LifecyclePhase
{
    /// <summary>Ports may be bound, connections wait.</summary>
    Starting,

    /// <summary>Clients are served.</summary>
    Ready,

    /// <summary>Nobody new is let in, who is there is told to go.</summary>
    Draining,
}
