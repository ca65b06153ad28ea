using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.Streams.Core;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

/// <summary>Whether subscribers get what was published, or a copy of it.</summary>
public sealed class StreamSharingTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Publish_AnArray_IsSharedOnlyIfThatIsWanted(bool isShared)
    {
        var log = new BytesLog();
        await using var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton(log);
                silo.AddMemoryStreams("events");
            })
            .ConfigureClient(client =>
            {
                client.AddMemoryStreams("events");
                client.Services.Configure<MemoryStreamOptions>("events", options => options.SharesItems = isShared);
            })
            .Build();
        await cluster.DeployAsync();
        byte[] item = [1, 2, 3];
        await cluster.Client.GetStreamProvider("events").GetStream<byte[]>(StreamId.Create("bytes", "reader")).OnNextAsync(item);
        var got = await log.Items.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(item, got);
        Assert.Equal(isShared, ReferenceEquals(item, got));
    }
}

public interface IBytesReaderGrain : IGrainWithStringKey;

/// <summary>What readers of bytes got.</summary>
public sealed class BytesLog
{
    public Channel<byte[]> Items { get; } = Channel.CreateUnbounded<byte[]>();
}

[ImplicitStreamSubscription("bytes")]
public sealed class BytesReaderGrain(BytesLog log) : Grain, IBytesReaderGrain, IStreamSubscriptionObserver, IAsyncObserver<byte[]>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<byte[]>().ResumeAsync(this);

    public Task OnNextAsync(byte[] item, StreamSequenceToken? token = null) => log.Items.Writer.WriteAsync(item).AsTask();

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
