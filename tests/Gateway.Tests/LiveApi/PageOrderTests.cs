using System.Collections.Immutable;
using EventPlatform.Gateway.LiveApi.Paging;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class PageOrderTests
{
    private const int Anchored = 16;

    private static readonly AddedOrder<int> ByAdded = new(Id);

    [Fact]
    public void Cursor_WrittenAndRead_IsTheSame()
    {
        var read = Cursor.Read(new Cursor([Id(1), Id(2)], 7, "ä\0b").ToString())!;
        Assert.Equal([Id(1), Id(2)], read.Ids);
        Assert.Equal((7, "ä\0b"), (read.Position, read.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AAAA")]
    [InlineData("/w8A")]
    [InlineData("AAAAAID_")]
    public void Cursor_OfOtherText_IsNone(string text)
    {
        Assert.Null(Cursor.Read(text));
    }

    [Fact]
    public void AddedOrder_AnyObjectsRemovedAndOthersAdded_NothingTwice()
    {
        ImmutableArray<int> before = [.. Enumerable.Range(1, 40)];
        for (var last = 0; last < before.Length; last++)
        {
            var cursor = Cursor.Read(ByAdded.CursorAt(before, last).ToString())!;
            for (var from = 0; from < before.Length; from++)
            {
                for (var to = from; to <= before.Length; to++)
                {
                    ImmutableArray<int> after = [.. before[..from], .. before[to..], 41];
                    var rest = after[ByAdded.StartAfter(after, cursor)..];
                    Assert.DoesNotContain(rest, item => item <= before[last]);

                    // Where more were removed than the cursor names, some may be missed.
                    if (to - from <= Anchored)
                    {
                        Assert.Equal(after.Where(item => item > before[last]), rest);
                    }
                }
            }
        }
    }

    [Fact]
    public void NameOrder_ObjectOfTheCursorGone_GoesOnBehindItsPlace()
    {
        var order = new NameOrder<(string, string)>(item => item);
        var items = order.Sort([("b", "2"), ("a", "9"), ("b", "1"), ("B", "1")]);
        Assert.Equal([("B", "1"), ("a", "9"), ("b", "1"), ("b", "2")], items);
        var cursor = Cursor.Read(order.CursorAt(items, 2).ToString())!;
        Assert.Equal(3, order.StartAfter(items, cursor));
        Assert.Equal(2, order.StartAfter([("a", "1"), ("b", "0"), ("b", "3")], cursor));
    }
}
