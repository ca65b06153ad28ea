using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream, whatever its events are.</summary>
public interface IAsyncStream
{
    bool IsRewindable { get; }

    string ProviderName { get; }

    StreamId StreamId { get; }
}

/// <summary>A stream: publish by OnNextAsync; who subscribes is said by ImplicitStreamSubscription on grain classes.</summary>
public interface IAsyncStream<T> : IAsyncStream, IAsyncObserver<T>;
