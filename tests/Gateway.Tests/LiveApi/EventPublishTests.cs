using System.Text;
using EventPlatform.Contracts.Events;
using static EventPlatform.Gateway.Tests.LiveApi.LiveServer;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class EventPublishTests : LiveServerTests
{
    private const string Events = R + "/events";

    [Fact]
    public async Task Publish_AllMembers_OneEventWithItsBodyAsWritten()
    {
        const string Body = """{"username":"mikey","n":1.50}""";
        var all = $$"""{"class":"call","subclass":"s","type":"dial","objId":"7","service":"second","body":{{Body}}}""";
        Assert.Equal((204, ""), await Server.Post(Events, all));
        Assert.Equal("second|call|s|dial|7|" + Body, Read());
    }

    [Fact]
    public async Task Publish_StarsAndEmptyBody_AreOmitted()
    {
        Assert.Equal((204, ""), await Server.Post(Events, """{"class":"call","subclass":"*","type":"*","objId":"*","body":{}}"""));
        Assert.Equal("default|call|||||", Read() + "|");
    }

    [Theory]
    [InlineData("{}", "class")]
    [InlineData("""{"class":"*"}""", "class")]
    [InlineData("""{"class":7}""", "class")]
    [InlineData("""{"class":"a\u0000"}""", "class")]
    [InlineData("""{"class":"a","type":null}""", "type")]
    [InlineData("""{"class":"a","body":[]}""", "body")]
    [InlineData("""{"class":"a","service":"third"}""", "service")]
    [InlineData("""{"class":"a","service":"*"}""", "service")]
    public async Task Publish_Wrong_Is422WithTheMember(string body, string member)
    {
        var (status, problem) = await Server.Post(Events, body);
        Assert.Equal(422, status);
        Assert.Contains($"\"member\":\"{member}\"", problem, StringComparison.Ordinal);
        Assert.Empty(Server.Blocks);
    }

    [Theory]
    [InlineData("a", 255, 204)]
    [InlineData("a", 256, 422)]
    [InlineData("\U0001F600", 255, 204)]
    [InlineData("\U0001F600", 256, 422)]
    public async Task Publish_LengthOfAText_CountsCharactersAsEverywhere(string character, int count, int expected)
    {
        Server.Host.HttpBodyBytes = 4_096;
        var text = string.Concat(Enumerable.Repeat(character, count));
        var (status, _) = await Server.Post(Events, $$"""{"class":"{{text}}"}""");
        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Publish_LargerThanABlock_Is422()
    {
        Server.Host.HttpBodyBytes = 1_048_576;
        var (status, problem) = await Server.Post(Events, $$"""{"class":"a","body":{"x":"{{new string('x', 262_144)}}"} }""");
        Assert.Equal(422, status);
        Assert.Contains("\"member\":\"body\"", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(R + "/users/getByName/mikey/sendEvent", "default|core|user_event||mikey|")]
    [InlineData(R + "/users/getByName/mikey/sendEvent?service=second", "second|core|user_event||mikey|")]
    [InlineData(R + "/sessions/a/sendEvent", "second|core|session_event||a|")]
    public async Task SendEvent_ToUserOrSession_IsTheirEvent(string path, string name)
    {
        Server.Sessions.Add("a", "mikey", SampleDirectory.Id(1), service: "second");
        Assert.Equal((204, ""), await Server.Post(path, "{}"));
        Assert.Equal(name, Read());
        Server.Blocks.Clear();
        Assert.Equal((204, ""), await Server.Post(path, """{"type":"t","body":{"n":1.50}}"""));
        Assert.Equal(name.Replace("event||", "event|t|", StringComparison.Ordinal) + """{"n":1.50}""", Read());
    }

    [Theory]
    [InlineData("""{"type":7}""", "type", "")]
    [InlineData("""{"body":"x"}""", "body", "")]
    [InlineData("[]", "body", "")]
    [InlineData("{}", "service", "?service=third")]
    public async Task SendEvent_Wrong_Is422WithTheMember(string body, string member, string query)
    {
        var (status, problem) = await Server.Post(R + "/users/getByName/mikey/sendEvent" + query, body);
        Assert.Equal(422, status);
        Assert.Contains($"\"member\":\"{member}\"", problem, StringComparison.Ordinal);
        Assert.Empty(Server.Blocks);
    }

    [Theory, InlineData("/users/getByName/nobody/sendEvent"), InlineData("/sessions/nobody/sendEvent")]
    public async Task SendEvent_ToNobody_404(string path) => Assert.Equal(404, (await Server.Post(R + path, "{}")).Status);

    private string Read()
    {
        var reader = new EventBlockReader(Assert.Single(Server.Blocks));
        Assert.True(reader.TryRead(out var record));
        Assert.Equal(EventKind.Published, record.Kind);
        Assert.False(record.Has(EventParts.Session) || record.Has(EventParts.User));
        return $"{Text(record.Service)}|{Text(record.Class)}|{Text(record.Subclass)}|{Text(record.Type)}"
            + $"|{Text(record.ObjId)}|{Text(record.Body)}";
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
