namespace Orleans.Embedded;

internal enum EngineState
{
    Created,
    Running,

    /// <summary>Only grains may call, as their hooks do.</summary>
    Stopping,
    Stopped,
}
