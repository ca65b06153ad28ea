using System.Text;
using EventPlatform.Gateway.EventFeed.Filters;

namespace EventPlatform.Gateway.Tests.EventFeed.Filters;

/// <summary>Filters in the URL (docs/protocols/event-feed.md, 5).</summary>
public class FeedQueryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("x=1&y", "")]
    [InlineData("filter=type:dial", "4:type1:4:dial")]
    [InlineData("filter=type:dial&filter=type:hangup&filter=username:mikey", "4:type2:4:dial6:hangup8:username1:5:mikey")]
    [InlineData("filter=a:b:c", "1:a1:3:b:c")]
    [InlineData("filter=a:", "1:a1:0:")]
    [InlineData("filter=a%3Ab%20c%2B%C3%A9", "1:a1:6:b c+é")]
    [InlineData("filter=a:*", "1:a-1:")]
    public void Read_GoodQuery_GivesItsFilters(string query, string key) =>
        Assert.Equal(key, Encoding.UTF8.GetString(FeedQuery.Read(query)!.Filters.Key.Span));

    [Theory, InlineData("filter=type"), InlineData("filter="), InlineData("filter"), InlineData("filter=:x"), InlineData("filter=a:b&filter=c")]
    public void Read_FilterWithoutColonOrName_IsRefused(string query) => Assert.Null(FeedQuery.Read(query));

    [Theory, InlineData(256, true), InlineData(257, false)]
    public void Read_ManyFilters_AtMost256(int count, bool isGood) =>
        Assert.Equal(isGood, FeedQuery.Read(string.Join('&', Enumerable.Repeat("filter=a:b", count))) is not null);

    [Fact]
    public void Read_Since_IsTaken() => Assert.Equal("1.5.1", FeedQuery.Read("filter=a:b&since=1.5.1")!.Since);
}
