using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Subscriptions;

[Collection(ClusterCollection.Name)]
public sealed class SubscriptionGrainTests(PlatformCluster cluster)
{
    private const int PageBytes = 1024 * 1024;

    // A partition of its own: the others' events do not come between.
    private readonly long _partition = Math.Abs(BitConverter.ToInt64(TestIds.New().ToByteArray()));

    private ISubscriptionGrain Log => cluster.Grain<ISubscriptionGrain>(_partition);

    [Fact]
    public async Task Read_BlockComesWhileWaiting_ReturnsIt()
    {
        var start = await Log.Read(LogPosition.End, PageBytes);
        var publisher = TestIds.New();
        var reading = Log.Read(start.Next, PageBytes);
        await Publish(publisher, 1, count: 2);
        var page = await reading;
        if (page.Blocks.IsEmpty)
        {
            page = await ReadOn(page.Next);
        }

        Assert.Equal(0, Assert.Single(page.Blocks).FirstOffset);
        Assert.True(await Log.Has(publisher, 1));
        Assert.False(await Log.Has(publisher, 2));
    }

    [Fact]
    public async Task Read_NothingComes_IsEmptyAfterAWhile()
    {
        var start = await Log.Read(LogPosition.End, PageBytes);
        var page = await Log.Read(start.Next, PageBytes);
        Assert.Equal(start.Next, page.Next);
        Assert.Empty(page.Blocks);
        Assert.False(page.HasGap);
    }

    [Fact]
    public async Task Read_ManyReaders_DoNotHoldUpTheLog()
    {
        var start = await Log.Read(LogPosition.End, PageBytes);
        var readers = Enumerable.Range(0, 50).Select(_ => ReadOn(start.Next)).ToList();
        await Publish(TestIds.New(), 1);
        foreach (var page in await Task.WhenAll(readers))
        {
            Assert.Single(page.Blocks);
        }
    }

    [Fact]
    public async Task Read_AfterTheLogWasLost_HasAHigherEpochAndAGap()
    {
        var publisher = TestIds.New();
        await Publish(publisher, 1);
        var before = await ReadOn(new LogPosition(0, 0));
        await cluster.Forget(Log);
        await Publish(publisher, 2);
        await Eventually.Holds(() => Log.Has(publisher, 2));
        var after = await Log.Read(before.Next, PageBytes);
        Assert.True(after.Next.Epoch > before.Next.Epoch);
        Assert.True(after.HasGap);
        Assert.True(Assert.Single(after.Blocks).GapBefore);
    }

    /// <summary>A store restored from a backup has an epoch from before the one its readers have read since.</summary>
    [Fact]
    public async Task Read_AfterTheStoreWasRestored_HasAnEpochThatWasNeverGiven()
    {
        const long OfTheBackup = 5;
        cluster.Storage.Keep("subscription", Log, $$"""{"Epoch":{{OfTheBackup}}}""");
        var epoch = (await Log.Read(LogPosition.End, PageBytes)).Next.Epoch;

        // Each activation since the backup may have taken one more.
        Assert.InRange(epoch, OfTheBackup + 1_000_000, long.MaxValue);
    }

    [Fact]
    public async Task Append_BytesThatAreNoBlock_DoNotStallTheStream()
    {
        var stream = cluster.Client.GetStreamProvider(EventPartition.Stream)
            .GetStream<byte[]>(StreamId.Create(EventPartition.Stream, _partition));
        await stream.OnNextAsync([1, 2, 3]);
        var publisher = TestIds.New();
        await Publish(publisher, 1);
        await Eventually.Holds(() => Log.Has(publisher, 1));
    }

    private async Task<LogPage> ReadOn(LogPosition from)
    {
        while (true)
        {
            var page = await Log.Read(from, PageBytes, TestContext.Current.CancellationToken);
            if (!page.Blocks.IsEmpty)
            {
                return page;
            }

            from = page.Next;
        }
    }

    private Task Publish(Guid publisher, long number, int count = 1)
    {
        return cluster.Client.GetStreamProvider(EventPartition.Stream)
            .GetStream<byte[]>(StreamId.Create(EventPartition.Stream, _partition))
            .OnNextAsync(Blocks.Make(publisher, number, count));
    }
}
