using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EventPlatform.Gateway.ExternalApi.Core;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Tests.ExternalApi.Plugins;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>The short way of a publish: which requests take it, and that nobody can tell which way one went.</summary>
public class PlainPublishTests
{
    /// <summary>An escape says the same and takes the long way.</summary>
    private const string Short = "\"cmd\":\"send\"";
    private const string Long = "\"cmd\":\"s\\u0065nd\"";

    public static TheoryData<string, bool> Data { get; } = new()
    {
        { """{"class":"c"}""", true },
        { """{"class":""}""", true },
        { """{"class":"*"}""", true },
        { """{"class":"c","subclass":"s","type":"t","obj_id":"o"}""", true },
        { """{"class":"c","subclass":"*","type":"*","obj_id":"*"}""", true },
        { """{"class":"c","subclass":"","type":"","obj_id":""}""", true },
        { """{"type":"t","class":"c","type":"u"}""", true },
        { """{"class":"c","type":"t","type":"*"}""", true },
        { """{"class":"c","body":{}}""", true },
        { """{"class":"c","body":{ }}""", true },
        { """{"class":"c","body":{"a" : 1}}""", true },
        { """{"class":"c","body":{"a":1},"body":{}}""", true },
        { """{"class":"c","service":"default"}""", true },
        { """{"class":"user_event","subclass":"x"}""", true },
        { """{"class":"core","subclass":"user_event"}""", true },
        { """{"class":"status"}""", true },
        { """{"class":"ä"}""", true },
        { $$"""{"class":"{{new string('c', 255)}}"}""", true },
        { $$"""{"class":"{{new string('ä', 255)}}"}""", false },
        { $$"""{"class":"{{new string('c', 256)}}"}""", false },
        { """{"class":"c","service":"other"}""", false },
        { """{"class":"c","service":"nowhere"}""", false },
        { """{"class":"\u0063"}""", false },
        { """{"class":"a\u0000"}""", false },
        { """{"class":"c","type":1}""", false },
        { """{"class":1}""", false },
        { """{"class":null}""", false },
        { """{"class":"c","type":null}""", false },
        { """{"class":"c","body":[]}""", false },
        { """{"class":"c","body":null}""", false },
        { """{"class":"c","b\u006fdy":{"a":1}}""", false },
        { """{"class":"c","unknown":1}""", false },
        { """{"class":"c","unknown":"x","body":{"a":1}}""", false },
        { """{"type":"t"}""", false },
        { "{}", false },
        { "[]", false },
        { "[1]", false },
        { "1", false },
        { "null", false },
    };

    [Theory, MemberData(nameof(Data))]
    public void TryRead_AnyData_TakesWhatIsPlain(string data, bool isPlain)
    {
        Assert.Equal(isPlain, IsPlain(Request(data, 1)));
        Assert.False(IsPlain(Request(data, 1).Replace(Short, Long, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"subclass\":\"event\",\"cmd\":\"send\"", true)]
    [InlineData("\"subclass\":\"event\",\"cmd\":\"send_event\"", true)]
    [InlineData("\"subclass\":\"core\",\"cmd\":\"event\"", true)]
    [InlineData("\"cmd\":\"event\"", true)]
    [InlineData("\"cmd\":\"send\"", false)]
    [InlineData("\"subclass\":\"event\",\"cmd\":\"event\"", false)]
    [InlineData("\"subclass\":\"event\",\"cmd\":\"subscribe\"", false)]
    [InlineData("\"subclass\":\"event\",\"cmd\":null", false)]
    [InlineData("\"subclass\":null,\"cmd\":\"event\"", false)]
    [InlineData("\"subclass\":\"user\",\"cmd\":\"send_event\"", false)]
    public void TryRead_AnyCommand_TakesThoseThatSend(string names, bool isPlain)
    {
        Assert.Equal(isPlain, IsPlain($$$"""{"class":"core",{{{names}}},"data":{"class":"c"},"tid":1}"""));
        Assert.False(IsPlain($$$"""{"class":"status",{{{names}}},"data":{"class":"c"},"tid":1}"""));
    }

    [Theory, MemberData(nameof(Data))]
    public async Task Publish_EitherWay_IsTheSame(string data, bool isPlain)
    {
        foreach (var user in (string[])["admin", "mia", "nobody"])
        {
            var plain = await Outcome(data, user, Short);
            Assert.Equal(await Outcome(data, user, Long), plain);
            Assert.True(!isPlain || user != "admin" || plain.EndsWith("{\"result\":\"ok\",\"tid\":1}", StringComparison.Ordinal), plain);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999999999999999999")]
    [InlineData("1000000000000000000")]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("\"1\"")]
    [InlineData("\"a\\u0062\"")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{\"a\":\"b\"}")]
    public async Task Publish_AnyTid_ComesBackAsItWas(string tid)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        Assert.Equal($$"""{"result":"ok","tid":{{tid}}}""", await client.Ask(Request("""{"class":"c"}""", tid)));
        world.IsLosing = true;
        await client.Send(Request("""{"class":"c"}""", tid));
        var reply = client.Receive();
        while (!reply.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(reply, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
        }

        Assert.Equal($$"""{"result":"error","data":{"code":100081,"error":"Overloaded"},"tid":{{tid}}}""", await reply);
    }

    [Fact]
    public async Task Publish_NotLoggedIn_IsRefused()
    {
        using var world = new ApiWorld();
        Assert.Equal(
            """{"result":"error","data":{"code":100031,"error":"Not authenticated"},"tid":1}""",
            await world.Connect().Ask(Request("""{"class":"c"}""", 1)));
    }

    [Fact]
    public async Task Publish_WithAHook_AsksIt()
    {
        var hook = new FakeCommandHook(_ => false);
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login();
        Assert.Equal(
            """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":1}""",
            await client.Ask(Request("""{"class":"c"}""", 1)));
        Assert.Single(hook.Asked);
        Assert.DoesNotContain(world.Published, record => record.Class == "c");
    }

    [Fact]
    public async Task Publish_BothWaysMixed_AnswersAndEventsKeepTheirOrder()
    {
        using var world = new ApiWorld(hold: true);
        var client = await world.Login();
        await client.Send([.. Enumerable.Range(0, 400).Select(number => Request(
            $$"""{"class":"c","obj_id":"{{number}}","service":"{{(number % 3 == 0 ? "other" : "default")}}"}""",
            number % 5 == 0 ? $"\"{number}\"" : number))]);
        world.LetIn();
        for (var number = 0; number < 400; number++)
        {
            await client.Expect($$"""{"result":"ok","tid":{{(number % 5 == 0 ? $"\"{number}\"" : number)}}}""");
        }

        Assert.Equal(
            Enumerable.Range(0, 400).Select(number => number.ToString(CultureInfo.InvariantCulture)),
            world.Published.Where(record => record.Class == "c").Select(record => record.ObjId!));
    }

    [Fact]
    public async Task Publish_AfterAWait_HasItsOwnTime()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        for (var second = 0; second < 3; second++)
        {
            var now = world.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            await client.Ask(Request("""{"class":"c"}""", second));
            Assert.Equal(now, world.Published[^1].Time);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static bool IsPlain(string request)
    {
        var envelope = new Envelope();
        Assert.Equal(EnvelopeKind.Request, envelope.Read(Encoding.UTF8.GetBytes(request)));
        return PlainEvent.TryRead(envelope, "default"u8, out _);
    }

    /// <summary>What was published and answered.</summary>
    private static async Task<string> Outcome(string data, string user, string cmd)
    {
        var rules = ImmutableArray.Create(new AuthorizationRule(
            new RuleSubject.User("mia"), Allow: true, RuleKind.Publish, [new RuleMember("type", RulePattern.Parse("t*"))]));
        using var world = new ApiWorld(rules: rules);
        var client = await world.Login(user, "s");
        var reply = await client.Ask(Request(data, 1).Replace(Short, cmd, StringComparison.Ordinal));

        // What else there is to say has been said when this is answered.
        await client.Ask("""{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"x"},"tid":2}""");
        var events = world.Published.Where(record => record.Subclass != "session_event").Select(record => record.ToString());
        return $"{string.Join('\n', events)}\n{reply}";
    }

    private static string Request(string data, object tid) =>
        $$"""{"class":"core","subclass":"event",{{Short}},"data":{{data}},"tid":{{tid}}}""";
}
