namespace Orleans.Embedded;

/// <summary>What references hold instead of an engine, so that they outlive a restart of the silo.</summary>
internal sealed class EngineConnection
{
    private volatile Engine? _engine;

    /// <summary>The running engine; null before the start and after the stop.</summary>
    internal Engine? Engine
    {
        get => _engine;
        set => _engine = value;
    }
}
