namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>How long events of one measurement took, from when they were due.</summary>
internal sealed class EventFigures
{
    /// <summary>Until the answer to the publish.</summary>
    public Latencies Publish { get; } = new();

    /// <summary>Until who gets it had it.</summary>
    public Latencies Deliver { get; } = new();

    /// <summary>Until it was sent.</summary>
    public Latencies Late { get; } = new();
}
