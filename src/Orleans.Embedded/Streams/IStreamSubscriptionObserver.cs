using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A grain that attaches itself to its subscriptions.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>An event has come for a subscription without an observer; attach one, or the event is dropped.</summary>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}

/// <summary>Makes the handle of a subscription, for the type of its events.</summary>
public interface IStreamSubscriptionHandleFactory
{
    StreamId StreamId { get; }

    string ProviderName { get; }

    StreamSubscriptionHandle<T> Create<T>();
}
