using System.Text;
using EventPlatform.Gateway.EventFeed.Filters;

namespace EventPlatform.Gateway.Tests.EventFeed.Filters;

/// <summary>Every sentence of docs/protocols/event-feed.md, 3 about what a filter message may be.</summary>
public class FilterMessageReaderTests
{
    private const string Filters = """ "filters":[{"property":"type","value":"dial"}] """;

    [Theory]
    [InlineData("""{"type":"filter","correlationId":"123456","filters":[{"property":"type","value":"userLogin"},{"property":"username","value":"mikey"}]}""",
        "4:type1:9:userLogin8:username1:5:mikey")]
    [InlineData("""{"type":"filter","correlationId":"123456","filters":[{"property":"type":"value":"userLogin"},{"property":"username":"value":"mikey"}]}""",
        "4:type1:9:userLogin8:username1:5:mikey")]
    [InlineData("""{"type" : "filter", "filters" : [{"property" : "type" : "value" : "dial"}]}""", "4:type1:4:dial")]
    [InlineData("""{"type":"filter","filters":[{"property":"a":"value":"1"},{"property":"b","value":"2"},{"value":"3","property":"c"}]}""",
        "1:a1:1:11:b1:1:21:c1:1:3")]
    [InlineData("""{"filters":[{"x":1,"property":"a":"value":true,"y":[{}]}],"type":"filter"}""", "1:a1:4:true")]
    [InlineData("""{"type":"filter","filters":[{"property":"a\"b\\":"value":"{\"property\" : \"type\" : \"value\""}]}""",
        "4:a\"b\\1:30:{\"property\" : \"type\" : \"value\"")]
    [InlineData("""{"type":"filter","filters":[{"pr\u006fperty":"a":"\u0076alue":"b"}]}""", "1:a1:1:b")]
    [InlineData("""{"type":"filter","filters":[{"property":"type","value":"x\" : \"value\" : \""}]}""", "4:type1:16:x\" : \"value\" : \"")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":"2"},{"property":"a","value":"1"},{"property":"a","value":"2"}]}""",
        "1:a2:1:11:2")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":"2"},{"property":"a","value":"*"}]}""", "1:a-1:")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":57042},{"property":"b","value":1.0},{"property":"c","value":false}]}""",
        "1:a1:5:570421:b1:3:1.01:c1:5:false")]
    [InlineData("""{"type":"filter","filters":[]}""", "")]
    [InlineData("""{"type":1,"filters":{},"filters":[{"value":[],"value":"y","property":null,"property":"x"}],"type":"filter"}""", "1:x1:1:y")]
    [InlineData("""{"ty\u0070e":"f\u0069lter","filters":[{"property":"","value":"","other":null}]}""", "0:1:0:")]
    public void Read_GoodMessage_GivesItsFilters(string message, string key)
    {
        var read = Read(message);
        Assert.Null(read.Error);
        Assert.Equal(key, Encoding.UTF8.GetString(read.Set!.Key.Span));
    }

    [Theory]
    [InlineData("{}", "Missing property: type")]
    [InlineData("""{"type":null}""", "Missing property: type")]
    [InlineData("""{"type":5,"filters":7}""", "Missing property: type")]
    [InlineData("""{"type":"login"}""", "Unknown message type 'login'.")]
    [InlineData("""{"type":"a\"\u00e9"}""", "Unknown message type 'a\"é'.")]
    [InlineData("""{"type":"Filter"}""", "Unknown message type 'Filter'.")]
    [InlineData("""{"type":"filter"}""", "Missing property: filters")]
    [InlineData("""{"type":"filter","filters":null}""", "Missing property: filters")]
    [InlineData("""{"type":"filter","filters":{}}""", "Invalid property: filters must be a list.")]
    [InlineData("""{"type":"filter","filters":"x"}""", "Invalid property: filters must be a list.")]
    [InlineData("""{"type":"filter","filters":[1]}""", "Filter 1: not an object.")]
    [InlineData("""{"type":"filter","filters":[null]}""", "Filter 1: not an object.")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":1},[]]}""", "Filter 2: not an object.")]
    [InlineData("""{"type":"filter","filters":[{}]}""", "Filter 1: missing property.")]
    [InlineData("""{"type":"filter","filters":[{"value":{}}]}""", "Filter 1: missing property.")]
    [InlineData("""{"type":"filter","filters":[{"property":null}]}""", "Filter 1: property must be text.")]
    [InlineData("""{"type":"filter","filters":[{"property":4,"value":1}]}""", "Filter 1: property must be text.")]
    [InlineData("""{"type":"filter","filters":[{"property":"a"}]}""", "Filter 1: missing value.")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":null}]}""", "Filter 1: value must be text, a number or a boolean.")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":{}}]}""", "Filter 1: value must be text, a number or a boolean.")]
    [InlineData("""{"type":"filter","filters":[{"property":"a","value":["b"]},7]}""", "Filter 1: value must be text, a number or a boolean.")]
    [InlineData("""{"type":"other","filters":[{"property":"a":"value":"b"}]}""", "Unknown message type 'other'.")]
    [InlineData("""{"type":"filter","filters":[{"property":"a":"value":null}]}""", "Filter 1: value must be text, a number or a boolean.")]
    public void Read_BadMessage_TellsTheFirstFailure(string message, string error)
    {
        var read = Read(message);
        Assert.Null(read.Set);
        Assert.Equal(error, read.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"filter\"")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("\ufeff{}")]
    [InlineData("""{"type":"filter","filters":[],}""")]
    [InlineData("""{"type":"filter",/**/"filters":[]}""")]
    [InlineData("""{'type':'filter'}""")]
    [InlineData("{\"type\":\"a\tb\"}")]
    [InlineData("""{"type":"filter","filters":[{"property":"a";"value":"b"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"value":"b":"property":"a"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"property":1:"value":"b"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"property":"a":"value"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"property":"a":"other":"b"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"x":"a":"value":"b"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"property":"a":"value":"b":"c":"d"}]}""")]
    [InlineData("""{"type":"filter","filters":[{"x":{"property":"a":"value":"b"}}]}""")]
    [InlineData("""{"type":"filter","filters":[[{"property":"a":"value":"b"}]]}""")]
    [InlineData("""{"type":"filter","filters":{"x":{"property":"a":"value":"b"}}}""")]
    [InlineData("""{"type":"filter","others":[{"property":"a":"value":"b"}],"filters":[]}""")]
    [InlineData("""{"x":{"filters":[{"property":"a":"value":"b"}]},"type":"filter","filters":[]}""")]
    [InlineData("""{"type":"filter":"filters":[]}""")]
    [InlineData("""{"type":"filter","correlationId":"1":"filters":[{"property":"a":"value":"b"}]}""")]
    [InlineData("""[{"filters":[{"property":"a":"value":"b"}]}]""")]
    [InlineData("""{"filters":[{"property":"\u12":"value":"b"}],"type":"filter"}""")]
    [InlineData("""{"filters":[{"property":"a":"value":"b""")]
    public void Read_NotJson_IsInvalid(string message)
    {
        var read = Read(message);
        Assert.Null(read.Set);
        Assert.Equal("null", IdOf(read));
        Assert.StartsWith("Invalid JSON: ", read.Error);
        Assert.True(read.Error!.Length > "Invalid JSON: ".Length);
    }

    [Fact]
    public void Read_BothReadingsFail_ErrorIsTheFirsts()
    {
        // The plain reading fails at the misprinted colon, the second one only behind it.
        Assert.Contains("BytePositionInLine: 43.", Read("""{"type":"filter","filters":[{"property":"a":"value":"b"}],}""").Error);
    }

    [Theory]
    [InlineData("\"123456\"")]
    [InlineData("12345678901234567890.10")]
    [InlineData("1.0")]
    [InlineData("-1E+2")]
    [InlineData("null")]
    [InlineData("""{"a":[1, 2.50],"b":"\u00e9"}""")]
    [InlineData("false")]
    public void Read_CorrelationId_IsEchoedAsWritten(string id)
    {
        Assert.Equal(id, IdOf(Read($$"""{"type":"filter","correlationId": {{id}} ,{{Filters}}}""")));
        Assert.Equal(id, IdOf(Read($$"""{"correlationId": {{id}} ,"type":"no"}""")));
        Assert.Equal(id, IdOf(Read($$"""{"correlationId":0,"type":"filter","filters":[{"property":"a":"value":"b"}],"correlationId":{{id}}}""")));
    }

    [Fact]
    public void Read_NoCorrelationId_IsNull() => Assert.Equal("null", IdOf(Read($$"""{"type":"filter",{{Filters}}}""")));

    [Theory, InlineData(256, null), InlineData(257, "Too many filters (max 256).")]
    public void Read_ManyFilters_AreCountedBeforeTheyAreChecked(int count, string? error)
    {
        var good = string.Join(',', Enumerable.Repeat("""{"property":"a","value":"b"}""", count - 1));
        Assert.Equal(error, Read($$"""{"type":"filter","filters":[{"property":"a":"value":"b"},{{good}}]}""").Error);
        Assert.Equal(error ?? "Filter 1: not an object.", Read($$"""{"type":"filter","filters":[1,{{good}}]}""").Error);
    }

    [Theory, InlineData(62, true), InlineData(64, false)]
    public void Read_Depth_IsAtMost64(int lists, bool isJson)
    {
        var nested = new string('[', lists) + new string(']', lists);
        Assert.Equal(isJson, Read($$"""{"type":"filter","filters":[],"x":{{nested}}}""").Error is null);
    }

    private static FilterMessage Read(string message) => FilterMessageReader.Read(Encoding.UTF8.GetBytes(message));

    private static string IdOf(FilterMessage message) => Encoding.UTF8.GetString(message.CorrelationId.Span);
}
