using System.Text;
using EventPlatform.Gateway.EventFeed.History;

namespace EventPlatform.Gateway.Tests.EventFeed.History;

/// <summary>The text of an event's id.</summary>
public sealed class FeedEventIdTests
{
    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        FeedPlace[] places =
        [
            new(1_795_794_016, -1, 0),
            new(1, 4_711, 12), new((1L << 59) - 1, (1L << 59) - 2, int.MaxValue), new(1, 4, FeedPlace.Whole),
        ];
        var text = Encoding.UTF8.GetString(FeedEventId.Write("cafe0123", isGoodElsewhere: true, places));
        Assert.Equal("cafe0123-6b09a460.0.0_1.1268.c_7ffffffffffffff.7ffffffffffffff.w3fffffff_1.5.w0", text);
        var read = FeedEventId.Read(text, 4)!;
        Assert.Equal("cafe0123", read.Gateway);
        Assert.Equal(places, read.Places);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5.1")]
    [InlineData("cafe0123")]
    [InlineData("cafe0123-")]
    [InlineData("cafe0123-1.5")]
    [InlineData("cafe0123-1.5.1.1")]
    [InlineData("cafe0123-1.5.1_")]
    [InlineData("cafe0123-1.5.1_1.5.1")]
    [InlineData("cafe012-1.5.1")]
    [InlineData("cafe01234-1.5.1")]
    [InlineData("cafe0123-1.5.g")]
    [InlineData("cafe0123- 1.5.1")]
    [InlineData("cafe0123-+1.5.1")]
    [InlineData("cafe0123--1.5.1")]
    [InlineData("cafe0123-1.5.w")]
    [InlineData("cafe0123-1.5.ww0")]
    [InlineData("cafe0123-1.5.w40000000")]
    [InlineData("cafe0123-1..1")]
    [InlineData("cafe0123-1.5.40000000")]
    [InlineData("cafe0123-ffffffffffffffff.5.1")]
    [InlineData("cafe0123-1.1000000000000000.1")]
    [InlineData("-1.5.1")]
    public void Read_OfSomethingElse_IsNothing(string text) => Assert.Null(FeedEventId.Read(text, 1));
}
