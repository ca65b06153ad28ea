using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>The subscription of a grain to a stream; its id follows from both, as the subscription itself does.</summary>
internal sealed class StreamHandle<T>(StreamObservers observers, string providerName, StreamId streamId) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => streamId;

    public override string ProviderName => providerName;

    public override Guid HandleId { get; } = new(SHA256.HashData(Encoding.UTF8.GetBytes($"{providerName}/{streamId}")).AsSpan(0, 16));

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        observers.Attach(providerName, streamId, new StreamObserver<T>(observer));
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other)
        => other is not null && HandleId == other.HandleId;
}
