using System.Diagnostics;
using EventPlatform.Contracts.Events;
using EventPlatform.Silo.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Streams;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>What the streams of the programs are told, by what it is for.</summary>
public sealed class StreamSettingsTests(SiloAndClient cluster) : IClassFixture<SiloAndClient>
{
    private const int Partitions = SiloAndClient.Partitions;
    private const long Mebi = 1024 * 1024;

    private SiloHost[] Both => [cluster.Silo, cluster.Client];

    /// <summary>Polled every 5 ms; the engine's own period is 100 ms, and each block here comes when the last poll has just been.</summary>
    [Fact]
    public async Task Publish_OneBlockAfterTheOther_EachIsReadSoon()
    {
        var stream = await BlockStream.Open(cluster.Client, partition: 0);
        await stream.Round();
        var rounds = new List<TimeSpan>();
        while (rounds.Count < 21)
        {
            var since = Stopwatch.StartNew();
            await stream.Round();
            rounds.Add(since.Elapsed);
        }

        var median = rounds.Order().ElementAt(rounds.Count / 2);
        Assert.InRange(median, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    /// <summary>
    /// What is read is kept for two seconds, not for half an hour: of blocks that come for longer the older ones are given back.
    /// </summary>
    [Fact]
    public async Task Publish_ForLong_CacheGivesBackWhatIsOld()
    {
        using var cache = new SiloMeter(
            cluster.Silo, "orleans-streams-queue-cache-memory-allocated", "orleans-streams-queue-cache-memory-released");
        var stream = await BlockStream.Open(cluster.Client, partition: 0);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long[] bytes;
        do
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await stream.Round(EventBlock.BytesMax - 1024);
            bytes = cache.Read();
        }
        while (bytes[0] < 80 * Mebi);

        // At most 50 blocks a second, three to a mebibyte, for what is kept and a little more.
        Assert.InRange(bytes[0] - bytes[1], 0, 56 * Mebi);
    }

    /// <summary>
    /// Silos and gateways must agree on the number of queues, or blocks go where nobody looks. And who looks after explicit subscriptions
    /// wants a store for them, which there is none of: nothing would come.
    /// </summary>
    [Fact]
    public async Task Publish_ToEveryPartition_ComesByAsManyQueues()
    {
        using var agents = new SiloMeter(cluster.Silo, "orleans-streams-persistent-stream-pulling-agents");
        for (var partition = 0; partition < Partitions; partition++)
        {
            var stream = await BlockStream.Open(cluster.Client, partition);
            await stream.Round();
        }

        Assert.Equal([Partitions], agents.Read());
        Assert.All(
            Both,
            process =>
            {
                Assert.Equal(Partitions, Options<HashRingStreamQueueMapperOptions>(process).TotalQueueCount);
                Assert.Equal(StreamPubSubType.ImplicitOnly, Options<StreamPubSubOptions>(process).PubSubType);
            });
    }

    [Fact]
    public void Segments_InSiloAndClient_AreWrittenAndCopiedAtOnce() =>
        Assert.All(
            Both,
            process =>
            {
                var message = new MemoryMessageData { Payload = new ArraySegment<byte>(new byte[EventBlock.BytesMax]) };
                var written = process.Services.GetRequiredService<Serializer>().SerializeToArray(message);
                Assert.InRange(written.Length, EventBlock.BytesMax, EventBlock.BytesMax + 64);
                var codecs = process.Services.GetRequiredService<CodecProvider>();
                Assert.IsType<SegmentCodec<byte>>(codecs.GetCodec<ArraySegment<byte>>());
                Assert.IsType<SegmentCopier<byte>>(codecs.GetDeepCopier<ArraySegment<byte>>());
            });

    private static T Options<T>(SiloHost process)
        where T : class => process.Services.GetRequiredService<IOptionsMonitor<T>>().Get(EventPartition.Stream);
}
