using System.Text;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>JSON of clients comes back with its values and the text of its numbers (external-api.md 2).</summary>
public class TidProperties
{
    private const string Subscribe =
        """{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"a"},"tid":"subscribe"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tid_AnyJson_ComesBackEqual(bool isLine) => Check(isLine, TidsComeBack);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Body_AnyJson_IsDeliveredEqual(bool isLine) => Check(isLine, BodyIsDelivered);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Meta_AnyJson_IsToldEqual(bool isLine) => Check(isLine, MetaIsTold);

    private static void Check(bool isLine, Func<Framing, JsonCase, Task> property)
    {
        var framing = isLine ? Framing.Line : Framing.WebSocket;
        var spaces = isLine ? JsonCase.LineSpaces : JsonCase.FrameSpaces;
        var cases = Properties.From(random => JsonCase.Random(random, spaces));
        Properties.Check(200, cases, each => each.Simpler(), each => property(framing, each));
    }

    /// <summary>In answers of every way: refused, acknowledged, at once, and when an event is accepted.</summary>
    private static async Task TidsComeBack(Framing framing, JsonCase json)
    {
        using var world = new ApiWorld();
        var client = new WireClient(world, framing);
        var tid = json.Text;
        var login = """{"user":"admin","password":"pw","session_id":"s"}""";
        client.Send(Request("7", "core", "echo", "{}", tid));
        client.Send(Request("core", "user", "login", login, tid));
        client.Send(Request("core", "event", "get_subscriptions", "{}", tid));
        client.Send(Request("core", "event", "send", """{"class":"a"}""", tid));
        client.Send(Request("7", "core", "echo", "{}", tid));
        client.Send(Request("7", "core", "none", "{}", tid));
        Assert.True(await client.WaitFor(messages => messages.Count >= 8));
        client.End();
        await client.WaitEnded();

        Assert.Equal(8, client.Messages.Count);
        foreach (var message in client.Messages)
        {
            var answer = MessageReading.Of(message);
            Assert.True(answer.Kind is MessageKind.Response or MessageKind.Ack, Encoding.UTF8.GetString(message));
            Assert.Equal(JsonTokens.Of(tid), JsonTokens.Of(answer.Tid));
            Assert.Equal(framing == Framing.Line ? tid.Replace("\r", "", StringComparison.Ordinal) : tid, answer.Tid);
        }
    }

    private static async Task BodyIsDelivered(Framing framing, JsonCase json)
    {
        using var world = new ApiWorld();
        var client = new WireClient(world, framing);
        await client.Login("admin", "s");
        client.Send(Subscribe);
        var body = $"{{\"v\":{json.Text}}}";
        client.Send(Request("core", "event", "send", $"{{\"class\":\"a\",\"body\":{body}}}", "1"));
        Assert.True(await client.WaitFor(messages => messages.Count >= 5));

        var read = client.Messages.Select(message => MessageReading.Of(message));
        var delivered = read.Single(message => message.Kind == MessageKind.Request);
        Assert.Equal(JsonTokens.Of($"{{\"class\":\"a\",\"body\":{body}}}"), JsonTokens.Of(delivered.Data));
        client.End();
        await client.WaitEnded();
    }

    private static async Task MetaIsTold(Framing framing, JsonCase json)
    {
        using var world = new ApiWorld();
        var client = new WireClient(world, framing);
        var meta = $"{{\"v\":{json.Text}}}";
        await client.Login("admin", "s", meta);
        client.Send(Request("core", "user", "get", """{"user":"admin"}""", "1"));
        Assert.True(await client.WaitFor(messages => messages.Count >= 3));

        var told = MessageReading.Of(client.Messages[2]);
        var expected = $$$"""{"s":{"v":{{{json.Text}}},"remote":"{{{Remote(framing)}}}","type":"api_server"}}""";
        Assert.Equal(JsonTokens.Of(expected), JsonTokens.Of(told.Data));
        client.End();
        await client.WaitEnded();
    }

    private static string Remote(Framing framing) => framing == Framing.Line ? "tcp:127.0.0.1:0" : "ws:127.0.0.1:0";

    private static string Request(string className, string subclass, string cmd, string data, string tid) =>
        $$"""{"class":"{{className}}","subclass":"{{subclass}}","cmd":"{{cmd}}","data":{{data}},"tid":{{tid}}}""";
}
