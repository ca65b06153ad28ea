using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>An event on its way to a grain, as a turn that does not interleave. Or, with a failure, the news that it is given up.</summary>
internal sealed partial class StreamDelivery(
    StreamAgent agent, StreamSubscriber subscriber, object? item, StreamSequenceToken token, Exception? givenUpFor)
    : Turn(subscriber.Class, subscriber.GrainId)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    internal override string Description => $"an event of stream {subscriber.StreamId}";

    internal override Task Invoke(Activation activation)
        => givenUpFor is null
            ? activation.Observers.Deliver(activation, subscriber, item, token)
            : activation.Observers.GiveUp(subscriber, givenUpFor);

    internal override void Finish(Task task)
    {
        var failure = task.IsCompletedSuccessfully ? null : task.Exception?.InnerException ?? new TaskCanceledException(task);
        Report(failure);
    }

    internal override void Reject(Exception reason) => Report(reason);

    private void Report(Exception? failure)
    {
        if (failure is null || givenUpFor is not null)
        {
            subscriber.Failure = null;
            agent.Post(subscriber);
            return;
        }

        subscriber.Failure = failure;
        var engine = agent.Engine;
        LogDeliveryFailed(engine.Logger, failure, subscriber.StreamId, subscriber.GrainId, subscriber.FailureCount + 1);
        if (subscriber.FailureCount++ == 0)
        {
            subscriber.FailingSince = engine.Clock.Provider.GetTimestamp();
        }

        var pause = TimeSpan.FromTicks(Math.Min(PauseMax.Ticks, PauseMin.Ticks << Math.Min(subscriber.FailureCount, 16)));
        OneShot.Start(engine.Clock.Provider, pause, () => agent.Post(subscriber));
    }

    [LoggerMessage(LogLevel.Warning, "Event of stream {StreamId} was not taken by {GrainId}, try {Count}")]
    private static partial void LogDeliveryFailed(ILogger logger, Exception exception, StreamId streamId, GrainId grainId, int count);
}
