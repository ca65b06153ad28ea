using Orleans.Streams;
using Orleans.Streams.Core;

namespace EventPlatform.Engine.Tests;

/// <summary>A reader with a text for a key, which publishes to itself.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class NamedReaderGrain : Grain, INamedReaderGrain, IStreamSubscriptionObserver, IAsyncObserver<string>
{
    private const string Namespace = "names";

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<string>().ResumeAsync(this);

    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        Probe.Write(item);
        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task Publish(string text)
        => this.GetStreamProvider(Cluster.Streams)
            .GetStream<string>(StreamId.Create(Namespace, this.GetPrimaryKeyString())).OnNextAsync(text);
}
