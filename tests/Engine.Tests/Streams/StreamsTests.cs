using System.Text;
using Orleans.Streams;

namespace EventPlatform.Engine.Tests;

public sealed class StreamsTests(Cluster cluster)
{
    [Fact]
    public async Task Events_Published_ComeInOrder()
    {
        var (stream, probe) = Stream(1);
        var texts = Enumerable.Range(0, 100).Select(number => $"{number}").ToArray();
        foreach (var text in texts)
        {
            await Publish(stream, text);
        }

        await probe.Wrote("99");
        Assert.Equal(["subscribed", .. texts], probe.Entries);
    }

    [Fact]
    public async Task Event_ThatFails_ComesAgainBeforeTheNext()
    {
        var (stream, probe) = Stream(2);
        await Publish(stream, "!fails");
        await Publish(stream, "next");
        await probe.Wrote("next");
        Assert.Equal(["subscribed", "failed", "failed", "!fails", "next"], probe.Entries);
    }

    [Fact]
    public async Task Event_WhileACallRuns_WaitsForItsEnd()
    {
        var (stream, probe) = Stream(3);
        var held = cluster.Client.GetGrain<IReaderGrain>(3).Hold();
        await probe.Wrote("held");
        await Publish(stream, "event");
        var (other, otherProbe) = Stream(4);
        await Publish(other, "event");
        await otherProbe.Wrote("event");
        Assert.Equal(["held"], probe.Entries);
        probe.Open();
        await held;
        await probe.Wrote("event");
        Assert.Equal(["held", "let go", "subscribed", "event"], probe.Entries);
    }

    [Fact]
    public async Task Event_AfterTheReaderEnded_ActivatesAndSubscribesItAgain()
    {
        var (stream, probe) = Stream(5);
        await Publish(stream, "one");
        await probe.Wrote("one");
        await cluster.Client.GetGrain<IReaderGrain>(5).End();
        await probe.Wrote("ended");
        await Publish(stream, "two");
        await probe.Wrote("two");
        Assert.Equal(["subscribed", "one", "ended", "subscribed", "two"], probe.Entries);
    }

    [Fact]
    public async Task Event_PublishedByAGrain_ComesToTheKeysGrain()
    {
        var key = nameof(Event_PublishedByAGrain_ComesToTheKeysGrain);
        await cluster.Grain<INamedReaderGrain>(key).Publish("hello");
        await Probe.Of(key).Wrote("hello");
    }

    private static Task Publish(IAsyncStream<Sealed> stream, string text) => stream.OnNextAsync(new Sealed(Encoding.UTF8.GetBytes(text)));

    private (IAsyncStream<Sealed> Stream, Probe Probe) Stream(long key)
        => (cluster.Client.GetStreamProvider(Cluster.Streams).GetStream<Sealed>(StreamId.Create(ReaderGrain.Namespace, key)),
            ReaderGrain.ProbeOf(key));
}
