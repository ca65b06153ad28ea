using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded;

/// <summary>The observers that an activation has attached to its subscriptions. Used in its turns only.</summary>
internal sealed partial class StreamObservers
{
    private readonly Dictionary<(string Provider, StreamId Stream), StreamObserver> _observers = [];

    internal void Attach(string providerName, StreamId streamId, StreamObserver observer)
        => _observers[(providerName, streamId)] = observer;

    internal async Task Deliver(Activation activation, StreamSubscriber subscriber, object? item, StreamSequenceToken token)
    {
        var key = (subscriber.ProviderName, subscriber.StreamId);
        if (!_observers.TryGetValue(key, out var observer) && activation.GrainInstance is IStreamSubscriptionObserver grain)
        {
            await grain.OnSubscribed(new StreamHandleFactory(this, subscriber.ProviderName, subscriber.StreamId));
            _observers.TryGetValue(key, out observer);
        }

        if (observer is null)
        {
            LogNoObserver(activation.Engine.Logger, activation.GrainId, subscriber.StreamId);
            return;
        }

        await observer.OnNext(item, token);
    }

    internal Task GiveUp(StreamSubscriber subscriber, Exception exception)
        => _observers.TryGetValue((subscriber.ProviderName, subscriber.StreamId), out var observer)
            ? observer.OnError(exception)
            : Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Grain {GrainId} got an event of {StreamId} and attached no observer: the event is dropped")]
    private static partial void LogNoObserver(ILogger logger, GrainId grainId, StreamId streamId);
}
