using System.Text;
using EventPlatform.Gateway.EventFeed.Events;
using EventPlatform.Gateway.EventFeed.Filters;
using EventPlatform.Gateway.EventFeed.History;

namespace EventPlatform.Gateway.Tests.EventFeed.Filters;

/// <summary>What lets an event in (docs/protocols/event-feed.md, 3).</summary>
public class FilterSetTests
{
    private const string Body = """
        {"num":57042,"frac":1.0,"exp":1E2,"yes":true,"no":false,"text":"plain","esc":"\u0064i\u0061l\n","empty":"","nothing":null,
         "obj":{"a":1},"list":["a"],"half":"\ud800","pair":"\ud83d\ude00","na\u006de":"n","twice":1,"twice":2,"type":"fake"}
        """;

    [Theory]
    [InlineData("num", "57042", true)]
    [InlineData("num", "57042.0", false)]
    [InlineData("frac", "1.0", true)]
    [InlineData("frac", "1", false)]
    [InlineData("exp", "1E2", true)]
    [InlineData("exp", "100", false)]
    [InlineData("yes", "true", true)]
    [InlineData("yes", "True", false)]
    [InlineData("no", "false", true)]
    [InlineData("text", "plain", true)]
    [InlineData("text", "Plain", false)]
    [InlineData("text", "plai", false)]
    [InlineData("Text", "plain", false)]
    [InlineData("esc", "dial\n", true)]
    [InlineData("empty", "", true)]
    [InlineData("empty", "*", true)]
    [InlineData("nothing", "*", false)]
    [InlineData("nothing", "null", false)]
    [InlineData("absent", "*", false)]
    [InlineData("absent", "", false)]
    [InlineData("obj", "*", true)]
    [InlineData("obj", """{"a":1}""", false)]
    [InlineData("obj", "", false)]
    [InlineData("list", "*", true)]
    [InlineData("list", "a", false)]
    [InlineData("a", "1", false)]
    [InlineData("pair", "😀", true)]
    [InlineData("name", "n", true)]
    [InlineData("twice", "2", true)]
    [InlineData("twice", "1", false)]
    [InlineData("type", "dial", true)]
    [InlineData("type", "fake", false)]
    [InlineData("type", "*", true)]
    [InlineData("time", "1436889163971", true)]
    [InlineData("coreServerId", "dddddddd-0000-4000-8000-000000000001", true)]
    [InlineData("eventId", "cafe0123-1.6.1", true)]
    [InlineData("eventId", "*", true)]
    [InlineData("username", "mikey", true)]
    [InlineData("objId", "*", false)]
    public void Passes_OneFilter(string property, string value, bool passes) =>
        Assert.Equal(passes, FilterSet.Of([Entry(property, value)]).Passes(NewEvent(Body)));

    [Fact]
    public void Passes_HalfAPair_OnlyItself()
    {
        var filters = FilterMessageReader.Read("""{"type":"filter","filters":[{"property":"half","value":"\uD800"}]}"""u8).Set!;
        Assert.True(filters.Passes(NewEvent(Body)));
        Assert.False(filters.Passes(NewEvent("""{"half":"\ud801"}""")));
        Assert.False(filters.Passes(NewEvent("""{"half":"\ufffd"}""")));
    }

    [Fact]
    public void Passes_SeveralValues_AnyOf_SeveralProperties_AllOf()
    {
        var filters = FilterSet.Of([Entry("text", "x"), Entry("num", "57042"), Entry("text", "plain")]);
        Assert.True(filters.Passes(NewEvent(Body)));
        Assert.True(filters.Passes(NewEvent("""{"text":"x","num":"57042"}""")));
        Assert.False(filters.Passes(NewEvent("""{"text":"plain","num":57043}""")));
        Assert.False(filters.Passes(NewEvent("""{"text":"plain"}""")));
        Assert.False(filters.Passes(NewEvent("")));
    }

    [Theory]
    [InlineData("""{"username":"anna"}""", "anna", true)]
    [InlineData("""{"username":"anna"}""", "mikey", false)]
    [InlineData("""{"username":null}""", "*", false)]
    [InlineData("""{"username":["anna"]}""", "*", true)]
    [InlineData("""{"\u0075sername":"anna"}""", "anna", true)]
    [InlineData("""{"x":1}""", "mikey", true)]
    public void Passes_Username_TheBodysWins(string body, string value, bool passes) =>
        Assert.Equal(passes, FilterSet.Of([Entry("username", value)]).Passes(NewEvent(body)));

    [Fact]
    public void Passes_NoFilters_Everything() => Assert.True(FilterSet.Everything.Passes(NewEvent("")));

    [Fact]
    public void Key_SameFiltersInAnotherOrder_IsTheSame()
    {
        var one = FilterSet.Of([Entry("a", "1"), Entry("b", "2"), Entry("a", "3")]);
        var other = FilterSet.Of([Entry("b", "2"), Entry("a", "3"), Entry("a", "1"), Entry("a", "1")]);
        Assert.Equal(one.Key.ToArray(), other.Key.ToArray());
        Assert.NotEqual(one.Key.ToArray(), FilterSet.Of([Entry("a", "1"), Entry("b", "2"), Entry("a", "*")]).Key.ToArray());
    }

    private static FilterEntry Entry(string property, string value) => new(Encoding.UTF8.GetBytes(property), Encoding.UTF8.GetBytes(value));

    private static FeedEvent NewEvent(string body)
    {
        return new FeedEvent(new FeedPositions(new FeedName(FeedBench.Name, TimeProvider.System), [new FeedPlace(1, 5, 0)]))
            .Begin("dial"u8, FeedBench.Time, new Guid("dddddddd-0000-4000-8000-000000000001"))
            .Text("class"u8, "call")
            .Text("objId"u8, (string?)null)
            .Text("username"u8, "mikey")
            .Members(Encoding.UTF8.GetBytes(body));
    }
}
