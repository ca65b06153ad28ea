using System.Text.Json;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>Events that clients publish (docs/protocols/event-feed.md, 2, last row of the table).</summary>
public class PublishedEventTests
{
    private const string Base =
        """ "time":1436889163971,"coreServerId":"dddddddd-0000-4000-8000-000000000001","eventId":"cafe0123-1.6.w0" """;

    [Fact]
    public async Task Published_PbxSample_IsFlat()
    {
        AssertSame($$"""
            {"type":"dial",{{Base}},"class":"call","subclass":null,"objId":null,"service":"default","userLoginId":"s-1",
             "username":"mikey","callerIdNumber":"4224"}
            """, await Tell("""{"username":"mikey","callerIdNumber":"4224"}""", "dial", "agent"));
    }

    [Fact]
    public async Task Published_WithNothing_HasNulls()
    {
        AssertSame($$"""
            {"type":"call",{{Base}},"class":"call","subclass":null,"objId":null,"service":"default","userLoginId":null,"username":null}
            """, await Tell("", null, null));
    }

    [Fact]
    public async Task Published_WithAll_HasAll()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        bench.Show(door =>
        {
            var record = new EventRecord
            {
                Time = FeedBench.Time,
                Service = "other"u8,
                Class = "ca\"ll\\"u8,
                Subclass = ""u8,
                Type = "di\u0001al"u8,
                ObjId = "é"u8,
                Session = "s\n"u8,
                User = "u\t"u8,
            };
            door.Published(record, default, bench.Next());
        });
        AssertSame($$"""
            {"type":"di\u0001al",{{Base}},"class":"ca\"ll\\","subclass":"","objId":"é","service":"other","userLoginId":"s\n",
             "username":"u\t"}
            """, await peer.Receive());
    }

    [Fact]
    public async Task Published_TakenNames_AreTheBodysLoss()
    {
        AssertSame($$"""
            {"type":"dial",{{Base}},"class":"call","subclass":null,"objId":null,"service":"default","userLoginId":"s-1",
             "username":"mikey","x":1}
            """, await Tell("""
            {"type":"a","time":1,"coreServerId":"b","eventId":"c","class":"d","subclass":"e","objId":"f","service":"g","userLoginId":"h",
             "ty\u0070e":"i","x":1}
            """, "dial", "mikey"));
    }

    [Theory]
    [InlineData("""{"username":null}""", "null")]
    [InlineData("""{"username":["a",{"b":1}]}""", """["a",{"b":1}]""")]
    [InlineData("""{"username":"a","username":7}""", "7")]
    [InlineData("""{"\u0075sername":"a"}""", "\"a\"")]
    public async Task Published_Username_IsTheBodysWhenItHasOne(string body, string username)
    {
        var text = await Tell(body, "dial", "mikey");
        Assert.Equal(1, text.Split("sername\":").Length - 1);
        Assert.Equal(username, JsonElement.Parse(text).GetProperty("username").GetRawText());
    }

    [Theory]
    [InlineData("""{"n":12345678901234567890.1234567890}""")]
    [InlineData("""{"n":1.0,"e":-1E+02,"z":-0}""")]
    [InlineData("""{"s":"\u00e9\/\ud83d\ude00\ud800","a\u006e":{"a":1,"a":2}}""")]
    [InlineData("""{"o":{"deep":[[[{"x":null}]]]},"l":[ 1 , 2 ],"t":true,"f":false,"nul":null}""")]
    public async Task Published_Members_AreAsWritten(string body) =>
        Assert.EndsWith("," + body[1..], await Tell(body, "dial", null));

    [Fact]
    public async Task Published_RepeatedMember_TheLastCounts()
    {
        var text = await Tell("""{"a":1,"b":2,"\u0061":"last"}""", "dial", null);
        Assert.EndsWith(""","\u0061":"last","b":2}""", text);
    }

    [Fact]
    public async Task Published_BodyOverLines_IsOneLine()
    {
        var text = await Tell("{\r\n\"a\"\n:\r\n[1,\n2] ,\n\"b\":\"x\\ny\"}", "dial", null);
        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("""
            ,"a":[1,2],"b":"x\ny"}
            """, text);
    }

    [Fact]
    public async Task Published_OfThePlatform_IsNotRepeated()
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        bench.Publish("", "login", "admin", EventKind.Platform);
        bench.Publish("", "dial");
        Assert.Equal(["dial"], await peer.ReceiveTypes(1));
    }

    [Fact]
    public async Task Published_ManyMembers_AllAreThere()
    {
        var members = string.Join(',', Enumerable.Range(0, 5_000).Select(number => $"\"m{number}\":{number}"));
        using var bench = new FeedBench();
        using var peer = await bench.Connect("?filter=m4999:4999");
        bench.Publish($"{{{members}}}");
        Assert.EndsWith($",{members}}}", await peer.Receive());
        bench.Publish("""{"m4999":4999}""");
        Assert.EndsWith(""","username":null,"m4999":4999}""", await peer.Receive());
    }

    private static async Task<string> Tell(string body, string? type, string? user)
    {
        using var bench = new FeedBench();
        using var peer = await bench.Connect();
        bench.Publish(body, type, user);
        return await peer.Receive();
    }

    private static void AssertSame(string expected, string actual) =>
        Assert.True(
            JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)),
            $"Expected {expected} but it was {actual}");
}
