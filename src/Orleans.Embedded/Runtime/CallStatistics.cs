namespace Orleans.Embedded;

/// <summary>What the silo's calls were, since it started.</summary>
public sealed class CallStatistics
{
    private readonly Engine _engine;

    internal CallStatistics(Engine engine) => _engine = engine;

    /// <summary>Calls that were made, by grains and from outside.</summary>
    public long Calls => _engine.Calls.Count;

    /// <summary>Calls whose callers got an exception, a timeout too.</summary>
    public long Failures => _engine.Calls.Failures;
}
