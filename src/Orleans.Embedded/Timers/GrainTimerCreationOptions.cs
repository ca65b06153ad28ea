using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a grain timer ticks.</summary>
public readonly struct GrainTimerCreationOptions
{
    public GrainTimerCreationOptions()
    {
    }

    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time until the first tick; infinite: none until changed.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a tick to the next; infinite: only one.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Ticks may run between the turns of a running call. False by default.</summary>
    public bool Interleave { get; init; }

    /// <summary>A tick counts as use of the grain. False by default.</summary>
    public bool KeepAlive { get; init; }
}
