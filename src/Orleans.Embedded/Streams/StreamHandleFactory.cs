using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Embedded;

internal sealed class StreamHandleFactory(StreamObservers observers, string providerName, StreamId streamId)
    : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => streamId;

    public string ProviderName => providerName;

    public StreamSubscriptionHandle<T> Create<T>() => new StreamHandle<T>(observers, providerName, streamId);
}
