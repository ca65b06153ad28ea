using System.Diagnostics;
using EventPlatform.Contracts.Events;
using EventPlatform.Silo.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization.Serializers;
using Orleans.Streams;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>What the streams of the programs are told, by what it is for.</summary>
public sealed class StreamSettingsTests(PostgresServer server) : IAsyncLifetime
{
    /// <summary>Neither one nor the engine's own number.</summary>
    private const int Partitions = 3;

    private const long Mebi = 1024 * 1024;
    private static readonly (string, string?) Setting = ("Events:Partitions", $"{Partitions}");

    private SiloHost _silo = null!;
    private SiloHost _client = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        _silo = await SiloHost.StartSilo(database, Setting);
        _client = await SiloHost.StartClient(database, Setting);
    }

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_silo?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Polled every 5 ms; the engine's own period is 100 ms, and each block here comes when the last poll has just been.</summary>
    [Fact]
    public async Task Publish_OneBlockAfterTheOther_EachIsReadSoon()
    {
        var stream = await BlockStream.Open(_client, partition: 0);
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
    /// What is read is kept for two seconds, not for half an hour: of blocks that come over three times as long most is given back.
    /// </summary>
    [Fact]
    public async Task Publish_ForLong_CacheGivesBackWhatIsOld()
    {
        using var cache = new SiloMeter(_silo, "orleans-streams-queue-cache-memory-allocated", "orleans-streams-queue-cache-memory-released");
        var stream = await BlockStream.Open(_client, partition: 0);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        long[] bytes;
        do
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await stream.Round(EventBlock.BytesMax - 1024);
            bytes = cache.Read();
        }
        while (bytes[0] < 112 * Mebi);

        // At most 50 blocks a second, three to a mebibyte, for what is kept and a little more.
        Assert.InRange(bytes[0] - bytes[1], 0, 64 * Mebi);
    }

    /// <summary>
    /// Silos and gateways must agree on the number of queues, or blocks go where nobody looks. And who looks after explicit subscriptions
    /// wants a store for them, which there is none of: nothing would come.
    /// </summary>
    [Fact]
    public async Task Publish_ToEveryPartition_ComesByAsManyQueues()
    {
        using var agents = new SiloMeter(_silo, "orleans-streams-persistent-stream-pulling-agents");
        for (var partition = 0; partition < Partitions; partition++)
        {
            var stream = await BlockStream.Open(_client, partition);
            await stream.Round();
        }

        Assert.Equal([Partitions], agents.Read());
        Assert.All(
            [_silo, _client],
            process =>
            {
                Assert.Equal(Partitions, Options<HashRingStreamQueueMapperOptions>(process).TotalQueueCount);
                Assert.Equal(StreamPubSubType.ImplicitOnly, Options<StreamPubSubOptions>(process).PubSubType);
            });
    }

    [Fact]
    public void Segments_InSiloAndClient_AreWrittenAndCopiedAtOnce() =>
        Assert.All(
            [_silo, _client],
            process =>
            {
                var codecs = process.Services.GetRequiredService<CodecProvider>();
                Assert.IsType<SegmentCodec<byte>>(codecs.GetCodec<ArraySegment<byte>>());
                Assert.IsType<SegmentCopier<byte>>(codecs.GetDeepCopier<ArraySegment<byte>>());
            });

    private static T Options<T>(SiloHost process)
        where T : class => process.Services.GetRequiredService<IOptionsMonitor<T>>().Get(EventPartition.Stream);
}
