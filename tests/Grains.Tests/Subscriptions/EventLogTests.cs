using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Grains.Subscriptions;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Subscriptions;

public sealed class EventLogTests
{
    private const long Epoch = 7;
    private const int PageBytes = 1024 * 1024;

    private readonly Guid _publisher = TestIds.New();
    private readonly EventLog _log = new(Epoch, new ManualTimeProvider());

    [Fact]
    public void Append_BlocksInOrder_GiveBaseOffsets()
    {
        Append(1, count: 3);
        Append(2, count: 2);
        var page = _log.Read(new LogPosition(Epoch, 0), PageBytes);
        Assert.Equal([0, 3], page.Blocks.Select(block => block.FirstOffset));
        Assert.Equal(new LogPosition(Epoch, 5), page.Next);
        Assert.False(page.HasGap);
        Assert.DoesNotContain(page.Blocks, block => block.GapBefore);
    }

    [Fact]
    public void Append_NumberThatWasHad_IsDropped()
    {
        Assert.True(Append(1));
        Assert.True(Append(2));
        Assert.False(Append(1));
        Assert.False(Append(2));
        Assert.Equal(2, _log.Read(new LogPosition(Epoch, 0), PageBytes).Blocks.Length);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(0, 2)]
    public void Append_NumberThatJumps_IsMarkedAsGap(int first, int second)
    {
        if (first > 0)
        {
            Append(first);
        }

        Append(second);
        var page = _log.Read(new LogPosition(Epoch, 0), PageBytes);
        Assert.True(page.Blocks[^1].GapBefore);
        Assert.All(page.Blocks.SkipLast(1), block => Assert.False(block.GapBefore));
    }

    [Fact]
    public void Append_NoBlock_IsRefusedAndChangesNothing()
    {
        Assert.Throws<InvalidDataException>(() => _log.Append([1, 2, 3]));
        Assert.Equal(new LogPosition(Epoch, 0), _log.Read(LogPosition.End, PageBytes).Next);
    }

    [Fact]
    public void Has_ThisOrALaterNumber_IsTrue()
    {
        Append(2);
        Assert.True(_log.Has(_publisher, 1));
        Assert.True(_log.Has(_publisher, 2));
        Assert.False(_log.Has(_publisher, 3));
        Assert.False(_log.Has(TestIds.New(), 1));
    }

    [Fact]
    public void Read_AtEnd_WaitsOnlyForTheKnowingReader()
    {
        Append(1);
        Assert.True(_log.IsAtEnd(new LogPosition(Epoch, 1)));
        Assert.False(_log.IsAtEnd(new LogPosition(Epoch, 0)));
        Assert.False(_log.IsAtEnd(new LogPosition(Epoch - 1, 1)));
        Assert.False(_log.IsAtEnd(LogPosition.End));
    }

    [Fact]
    public void Read_End_GivesPositionAndMarks()
    {
        Append(1, count: 4);
        var page = _log.Read(LogPosition.End, PageBytes);
        Assert.Equal(new LogPosition(Epoch, 4), page.Next);
        Assert.Empty(page.Blocks);
        Assert.False(page.HasGap);
        Assert.Equal([new PublisherMark(_publisher, 1)], page.Publishers);
    }

    [Fact]
    public void Read_FirstTimeFromStart_HasNoMarksAndNoGap()
    {
        Append(1);
        var page = _log.Read(new LogPosition(0, 0), PageBytes);
        Assert.False(page.HasGap);
        Assert.Empty(page.Publishers);
        Assert.Single(page.Blocks);
    }

    [Fact]
    public void Read_AnotherEpoch_IsAGapFromTheOldestOn()
    {
        Append(1);
        var page = _log.Read(new LogPosition(Epoch - 1, 100), PageBytes);
        Assert.True(page.HasGap);
        Assert.Single(page.Blocks);
        Assert.Equal(new LogPosition(Epoch, 1), page.Next);
    }

    [Fact]
    public void Read_OffsetBeyondTheEnd_IsAGapAtTheEnd()
    {
        Append(1);
        var page = _log.Read(new LogPosition(Epoch, 9), PageBytes);
        Assert.True(page.HasGap);
        Assert.Empty(page.Blocks);
        Assert.Equal(new LogPosition(Epoch, 1), page.Next);
    }

    [Fact]
    public void Read_MiddleOfABlock_GivesTheWholeBlock()
    {
        Append(1, count: 3);
        Append(2, count: 3);
        var page = _log.Read(new LogPosition(Epoch, 4), PageBytes);
        Assert.Equal([3], page.Blocks.Select(block => block.FirstOffset));
        Assert.False(page.HasGap);
    }

    [Fact]
    public void Read_SmallPage_GivesAtLeastOneBlockAndGoesOn()
    {
        Append(1, bodyBytes: 500);
        Append(2, bodyBytes: 500);
        var first = _log.Read(new LogPosition(Epoch, 0), 10);
        var second = _log.Read(first.Next, 10);
        Assert.Equal(0, Assert.Single(first.Blocks).FirstOffset);
        Assert.Equal(1, Assert.Single(second.Blocks).FirstOffset);
    }

    [Fact]
    public void Append_OverTheBound_DropsTheOldestAndTellsTheGap()
    {
        var log = new EventLog(Epoch, new ManualTimeProvider(), bytesMax: 10_000);
        for (var number = 1; number <= 100; number++)
        {
            log.Append(Blocks.Make(_publisher, number, count: 2, bodyBytes: 500));
        }

        var page = log.Read(new LogPosition(Epoch, 0), PageBytes);
        Assert.True(page.HasGap);
        Assert.InRange(page.Blocks.Length, 5, 10);
        Assert.Equal(200, page.Next.Offset);
        Assert.False(log.Read(new LogPosition(Epoch, page.Blocks[0].FirstOffset), PageBytes).HasGap);

        var other = log.Read(new LogPosition(Epoch - 1, 0), PageBytes);
        var before = (other.Blocks[0].FirstOffset / 2);
        Assert.Equal([new PublisherMark(_publisher, before)], other.Publishers);
    }

    [Fact]
    public void Read_BlocksOfAnyAge_GivesThemAsTheyCame()
    {
        var log = new EventLog(Epoch, new ManualTimeProvider(), bytesMax: 4 * 1024 * 1024);
        var sent = new List<byte[]>();
        for (var number = 1; number <= 1_500; number++)
        {
            sent.Add(Blocks.Make(_publisher, number, count: 2, bodyBytes: number % 100 == 0 ? 60_000 : 1_000 + number));
            log.Append(sent[^1]);
            if (number % 250 == 0)
            {
                AssertHolds(log, sent);
            }
        }

        AssertHolds(log, sent);
    }

    [Fact]
    public void Read_WithTheLog_GetsTheVeryBlockThatCame()
    {
        var block = Blocks.Make(_publisher, 1);
        _log.Append(block);
        Assert.Same(block, Assert.Single(_log.Read(new LogPosition(Epoch, 0), PageBytes).Blocks).Bytes);
    }

    private static void AssertHolds(EventLog log, List<byte[]> sent)
    {
        var position = log.Read(new LogPosition(Epoch, 0), 1).Blocks[0].FirstOffset;
        while (position < sent.Count * 2)
        {
            var page = log.Read(new LogPosition(Epoch, position), PageBytes);
            Assert.False(page.HasGap);
            Assert.All(page.Blocks, block => Assert.Equal(sent[(int)(block.FirstOffset / 2)], block.Bytes));
            position = page.Next.Offset;
        }
    }

    private bool Append(long number, int count = 1, int bodyBytes = 2) => _log.Append(Blocks.Make(_publisher, number, count, bodyBytes));
}
