using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed.History;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.EventFeed.History;

/// <summary>What is kept of a partition, and what is known of places in it.</summary>
public sealed class HistoryWindowTests
{
    private static readonly CoreServer CoreServer = new(Guid.Empty, "default", "default");
    private readonly ManualTimeProvider _time = new();
    private readonly HistoryOptions _bounds = new();

    [Fact]
    public void Add_MoreThanTheBoundOfEvents_LetsTheOldestGo()
    {
        _bounds.Events = 100;
        var window = NewWindow();
        AddMany(window, 0, 250);
        Assert.Equal(100, window.End - window.First);
        Assert.Equal(150, window[window.First].Entry.Before.Offset);
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 148, FeedPlace.Whole), isOwn: true));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 149, FeedPlace.Whole), isOwn: true));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 249, FeedPlace.Whole), isOwn: true));
    }

    [Fact]
    public void Add_MoreThanTheBoundOfBytes_LetsTheOldestGo()
    {
        _bounds.Bytes = 20_000;
        var window = NewWindow();
        AddMany(window, 0, 30, bytes: 1_616);
        Assert.Equal(10, window.End - window.First);
    }

    [Fact]
    public void Check_PastTheBoundOfTime_IsUnknown()
    {
        _bounds.Window = TimeSpan.FromSeconds(10);
        var window = NewWindow();
        AddMany(window, 0, 3);
        _time.Advance(TimeSpan.FromSeconds(6));
        AddMany(window, 3, 3);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 1, FeedPlace.Whole), isOwn: true));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 2, FeedPlace.Whole), isOwn: true));
        Assert.Equal(3, window.End - window.First);
    }

    [Theory, InlineData(0, 1, 1), InlineData(10, 0, 1), InlineData(10, 1, 0)]
    public void Bounds_OfNothing_KeepNothing_TheEndIsHeld(int events, int bytes, int seconds)
    {
        (_bounds.Events, _bounds.Bytes, _bounds.Window) = (events, bytes, TimeSpan.FromSeconds(seconds));
        var window = NewWindow();
        AddMany(window, 0, 5);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 3, FeedPlace.Whole), isOwn: true));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 4, FeedPlace.Whole), isOwn: true));
        Assert.Equal(window.End, window.First);
    }

    [Fact]
    public void Check_BeforeTheGatewayBegan_IsUnknown()
    {
        var window = NewWindow(begin: 99);
        AddMany(window, 100, 3);
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 98, FeedPlace.Whole), isOwn: false));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 99, FeedPlace.Whole), isOwn: false));
        Assert.Equal(window.First, window.FirstAfter(new FeedPlace(5, 99, FeedPlace.Whole)));
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(4, 200, FeedPlace.Whole), isOwn: false));
        Assert.Equal(Holding.Unknown, window.Check(default, isOwn: false));
    }

    [Fact]
    public void Check_FurtherThanTheGatewayIs_IsAhead()
    {
        var window = NewWindow();
        AddMany(window, 0, 3);
        Assert.Equal(Holding.Ahead, window.Check(new FeedPlace(5, 3, 0), isOwn: false));
        Assert.Equal(Holding.Ahead, window.Check(new FeedPlace(6, 0, 0), isOwn: false));
        window.Reach(new FeedPlace(5, 3, 0));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 3, 0), isOwn: false));
    }

    [Fact]
    public void Check_NewEpoch_TheOldOneEndsWhereItWasSeenToEnd()
    {
        var window = NewWindow();
        AddMany(window, 0, 3);
        window.Begin(new FeedPlace(6, -1, 0));
        AddMany(window, 0, 2, epoch: 6);
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 1, FeedPlace.Whole), isOwn: false));
        Assert.Equal(1, window.FirstAfter(new FeedPlace(5, 0, FeedPlace.Whole)));
        Assert.Equal(3, window.FirstAfter(new FeedPlace(5, 2, FeedPlace.Whole)));
        Assert.Equal(3, window.FirstAfter(new FeedPlace(6, -1, 0)));

        // Another gateway has seen more of it: what of that came again under the new epoch nobody knows.
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 3, FeedPlace.Whole), isOwn: false));
    }

    [Fact]
    public void Check_AmongRepeatsThatWerePassedOver_IsUnknown()
    {
        var window = NewWindow();
        AddMany(window, 0, 3);
        window.Begin(new FeedPlace(6, -1, 0));
        window.Begin(new FeedPlace(6, 9, 0));
        AddMany(window, 10, 2, epoch: 6);
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(6, 4, FeedPlace.Whole), isOwn: false));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(6, 9, FeedPlace.Whole), isOwn: false));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 1, FeedPlace.Whole), isOwn: true));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(6, 4, FeedPlace.Whole), isOwn: true));
    }

    [Fact]
    public void Add_EventsOfBlocks_CountForTheirOwnBytes()
    {
        _bounds.Bytes = 25_000;
        var window = NewWindow();
        var block = new byte[100_000];
        for (var index = 0; index < 12; index++)
        {
            var entry = NewEntry(new FeedPlace(5, index, 0));
            window.Add(entry with { Change = null, Bytes = block.AsMemory(index * 10, 5_000) });
        }

        Assert.Equal(4, window.End - window.First);
        _bounds.Bytes = 12_000;
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 8, FeedPlace.Whole), isOwn: true));
        Assert.Equal(2, window.End - window.First);
    }

    [Fact]
    public void Check_BeforeWhatWasFoundAlone_IsForItsOwnReadersOnly()
    {
        var window = NewWindow();
        AddMany(window, 0, 3);
        window.MarkAlone(new FeedPlace(5, 2, 0));
        AddMany(window, 3, 1);
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 1, FeedPlace.Whole), isOwn: true));
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 1, FeedPlace.Whole), isOwn: false));
        Assert.Equal(Holding.Unknown, window.Check(new FeedPlace(5, 2, FeedPlace.Whole), isOwn: false));
        Assert.Equal(Holding.Held, window.Check(new FeedPlace(5, 3, FeedPlace.Whole), isOwn: false));
    }

    [Fact]
    public void FirstAfter_WithinALogEvent_IsThatOne()
    {
        var window = NewWindow();
        window.Add(NewEntry(new FeedPlace(5, 0, 0), count: 4));
        window.Add(NewEntry(new FeedPlace(5, 1, 0)));
        Assert.Equal(0, window.FirstAfter(new FeedPlace(5, 0, 3)));
        Assert.Equal(1, window.FirstAfter(new FeedPlace(5, 0, FeedPlace.Whole)));
    }

    [Fact]
    public void PlaceFor_BehindWhatWasTold_NeverGoesBack()
    {
        var window = NewWindow();
        AddMany(window, 0, 3);
        Assert.Equal(new FeedPlace(5, 2, FeedPlace.Whole), window.PlaceFor(new FeedPlace(5, 2, 0)));
        Assert.Equal(new FeedPlace(5, 2, FeedPlace.Whole), window.PlaceFor(new FeedPlace(5, 0, 0)));
        Assert.Equal(new FeedPlace(5, 3, 0), window.PlaceFor(new FeedPlace(5, 3, 0)));
    }

    [Fact]
    public void Read_AfterManyHaveGone_GivesTheBytesAsTheyCame()
    {
        _bounds.Events = 100;
        var window = NewWindow();
        for (var number = 0; number < 2_000; number++)
        {
            window.Add(NewEntry(new FeedPlace(5, number, 0)) with { Bytes = BytesOf(number) });
        }

        var read = Enumerable.Range(1_900, 100).Select(number => (number, window.Read(number).Bytes)).ToList();
        window.Add(NewEntry(new FeedPlace(5, 2_000, 0)) with { Bytes = BytesOf(7) });
        Assert.All(read, one => Assert.Equal(BytesOf(one.number), one.Bytes.ToArray()));

        static byte[] BytesOf(int number) => [.. Enumerable.Range(0, number % 3 * 700).Select(index => (byte)(number + index))];
    }

    private HistoryWindow NewWindow(long begin = -1)
    {
        var window = new HistoryWindow(_bounds, _time);
        window.Begin(new FeedPlace(5, begin, 0));
        return window;
    }

    private void AddMany(HistoryWindow window, long offset, int count, long epoch = 5, int bytes = 0)
    {
        for (var index = 0; index < count; index++)
        {
            var place = new FeedPlace(epoch, offset + index, 0);
            window.Add(NewEntry(place, bytes: bytes));
            window.Reach(place);
        }
    }

    private HistoryEntry NewEntry(FeedPlace place, int count = 1, int bytes = 0) =>
        new(0, 0, place, count, CoreServer, new FeedGap(0), default, _time.GetTimestamp(), HistoryEntry.BaseCost + bytes);
}
