using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.EventFeed;
using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.EventFeed.History;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>The index finds exactly those that let an event in.</summary>
public class FilterIndexTests
{
    [Fact]
    public void Find_ManySets_AsIfAllWereTried()
    {
        var random = new Random(20_260_101);
        var index = new FilterIndex();
        var groups = new List<FeedGroup>();
        var positions = new FeedPositions(new FeedName(FeedBench.Name, TimeProvider.System), [new FeedPlace(1, 0, 0)]);
        for (var round = 0; round < 2_000; round++)
        {
            if (groups.Count < 60 && random.Next(3) > 0)
            {
                var group = new FeedGroup(FilterSet.Of([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Entry(random))]));
                groups.Add(group);
                index.Add(group);
            }
            else if (groups.Count > 0)
            {
                var group = groups[random.Next(groups.Count)];
                groups.Remove(group);
                index.Remove(group);
            }

            var told = new FeedEvent(positions).Begin(Word(random), 0, default).Text("a"u8, Word(random)).Members(Body(random));
            var found = new List<FeedGroup>();
            index.Find(told, found);
            Assert.Equal(groups.Where(group => group.Filters.Passes(told)).ToHashSet(), [.. found]);
            Assert.Equal(found.Count, found.Distinct().Count());
        }
    }

    [Fact]
    public async Task Deliver_NobodysFilterPasses_EncodesNothing()
    {
        using var bench = new FeedBench();
        using var one = await bench.Connect("?filter=type:dial");
        using var other = await bench.Connect("?filter=type:dial");
        using var third = await bench.Connect("?filter=class:call&filter=x:*");
        bench.Bounds.Events = 1_000;
        var writer = new EventBlockWriter();
        Assert.True(writer.TryAppend(new EventRecord { Service = "default"u8, Class = "call"u8, Type = "ring"u8 }));
        var block = writer.Take(Guid.Empty, 1);
        for (var count = 0; count < 3_000; count++)
        {
            ShowBlock();
        }

        // An encoding would be 300 bytes an event.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1_000; count++)
        {
            ShowBlock();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 0, 100);
        bench.Publish("", "dial");
        Assert.Equal(["dial", "dial"], [(await one.ReceiveTypes(1))[0], (await other.ReceiveTypes(1))[0]]);

        void ShowBlock()
        {
            var reader = new EventBlockReader(block);
            reader.TryRead(out var record);
            lock (bench.Store.Gate)
            {
                bench.Door.Published(record, reader.Bytes, bench.Next());
            }
        }
    }

    [Fact]
    public async Task Audience_EveryoneLeaves_NothingStays()
    {
        using var bench = new FeedBench();
        var peers = new List<FeedPeer>();
        for (var count = 0; count < 20; count++)
        {
            peers.Add(await bench.Connect($"?filter=type:{count % 7}&filter=x:{count % 3}"));
        }

        Assert.Equal(20, bench.Audience.Count);
        foreach (var peer in peers)
        {
            peer.Dispose();
            await peer.Running;
        }

        Assert.True(bench.Audience.IsEmpty);
    }

    private static ReadOnlySpan<byte> Word(Random random) => random.Next(4) switch
    {
        0 => "x"u8,
        1 => "y"u8,
        2 => ""u8,
        _ => "*"u8,
    };

    private static FilterEntry Entry(Random random)
    {
        var property = random.Next(4) switch { 0 => "type"u8, 1 => "a"u8, 2 => "b"u8, _ => "c"u8 };
        return new FilterEntry(property.ToArray(), Word(random).ToArray());
    }

    private static byte[] Body(Random random) => random.Next(5) switch
    {
        0 => """{"b":"x"}"""u8.ToArray(),
        1 => """{"b":null,"c":"y"}"""u8.ToArray(),
        2 => """{"c":["x"],"b":"\u0079"}"""u8.ToArray(),
        3 => """{"a":"taken","c":"","b":"*"}"""u8.ToArray(),
        _ => [],
    };
}
