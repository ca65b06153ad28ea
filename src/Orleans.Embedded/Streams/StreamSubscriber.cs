using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A grain that takes a stream, and the events it has not taken yet. Touched only by the stream's agent.</summary>
internal sealed class StreamSubscriber(string providerName, StreamId streamId, GrainClass grainClass, GrainId grainId)
{
    internal string ProviderName => providerName;

    internal StreamId StreamId => streamId;

    internal GrainClass Class => grainClass;

    internal GrainId GrainId => grainId;

    internal Queue<(object? Item, EventSequenceToken Token)> Events { get; } = new();

    /// <summary>The first event is with the grain, or waits for its next try.</summary>
    internal bool IsBusy { get; set; }

    /// <summary>How the last delivery ended: null if well.</summary>
    internal Exception? Failure { get; set; }

    internal int FailureCount { get; set; }

    /// <summary>The timestamp of the first failure of the first event.</summary>
    internal long FailingSince { get; set; }

    /// <summary>The last delivery told the grain that its event is given up.</summary>
    internal bool IsGivingUp { get; set; }
}
