using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Login (external-api.md 3).</summary>
public class LoginTests
{
    private const string Refused = """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":1}""";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Login_WithoutSessionId_GetsAnAckAndAUuid()
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        await client.Send(Login("""{"user":"admin","password":"pw"}"""));
        await client.Expect(
            """{"ack":1}""", """{"result":"ok","data":{"session_id":"00000001-0000-0000-0000-000000000000"},"tid":1}""");
    }

    [Theory]
    [InlineData("""{"user":"admin","pass":"pw"}""")]
    [InlineData("""{"user":"admin","pass":"no","password":"pw"}""")]
    [InlineData("""{"token":"good"}""")]
    [InlineData("""{"user":12,"password":"pw","service":"other"}""")]
    public async Task Login_WithRightCredentials_IsAccepted(string data)
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        await client.Send(Login(data));
        await client.Expect("""{"ack":1}""");
        Assert.StartsWith("""{"result":"ok","data":{"session_id":""", await client.Receive());
    }

    [Theory]
    [InlineData("{}", 100030, "Unauthorized")]
    [InlineData("[]", 100030, "Unauthorized")]
    [InlineData("null", 100030, "Unauthorized")]
    [InlineData("""{"user":null,"password":"pw"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"admin"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"admin","password":"pw","pass":"no","password":"no"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"admin","password":["pw"]}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"*","password":"pw"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"","password":"pw"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"a\u0000","password":"pw"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"\ud800","password":"pw"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"other","token":"good"}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"admin","password":"no","service":"nope","session_id":1}""", 100030, "Unauthorized")]
    [InlineData("""{"user":"admin","password":"pw","service":"nope","session_id":1}""", 100020, "Service not found")]
    [InlineData("""{"user":"admin","password":"pw","service":["other"]}""", 100020, "Service not found")]
    public async Task Login_Refused_AnswersAfterADelay(string data, int code, string text)
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        await client.Send(Login(data));
        await client.Expect("""{"ack":1}""");
        var reply = client.Receive();
        Assert.Equal($$"""{"result":"error","data":{"code":{{code}},"error":"{{text}}"},"tid":1}""", await Advance(world, reply, Step));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"*\"")]
    [InlineData("\"a\\u0000\"")]
    [InlineData("\"\\udc00\"")]
    public async Task Login_BadSessionId_IsAnsweredAndClosed(string id)
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        await client.Send(Login($$"""{"user":"admin","password":"pw","session_id":{{id}}}"""));
        await client.Expect("""{"ack":1}""", """{"result":"error","data":{"code":100035,"error":"Invalid session id"},"tid":1}""");
        await client.ExpectClose(1000);
    }

    [Theory, InlineData(255, true), InlineData(256, false)]
    public async Task Login_LongSessionId_UpTo255(int length, bool isOk)
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        await client.Send(Login($$"""{"user":"admin","password":"pw","session_id":"{{new string('i', length)}}"}"""));
        await client.Expect("""{"ack":1}""");
        Assert.Equal(isOk, (await client.Receive())!.StartsWith("""{"result":"ok",""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_SessionIdInUse_LosesAndTheFirstStays()
    {
        using var world = new ApiWorld();
        var first = await world.Login("admin", "one");
        var second = world.Connect();
        await second.Send(Login("""{"user":"mia","password":"pw","session_id":"one","service":"other"}"""));
        await second.Expect("""{"ack":1}""", """{"result":"error","data":{"code":100034,"error":"Duplicated session id"},"tid":1}""");
        await second.ExpectClose(1000);
        Assert.Equal(2, world.Index.Count);
        await first.Ok("user", "send_event", """{"user":"nobody"}""");
        await first.End();
        await first.Running;
        await world.Login("mia", "one");
        Assert.Equal(2, world.Index.Count);
    }

    [Fact]
    public async Task Login_FiveFailures_EachDelayedTwiceAsLongThenClosed()
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        for (var failure = 1; failure <= 5; failure++)
        {
            await client.Send(Login("{}"));
            await client.Expect("""{"ack":1}""");
            var before = world.Clock.GetUtcNow();
            Assert.Equal(Refused, await Advance(world, client.Receive(), Step));
            Assert.True(world.Clock.GetUtcNow() - before >= Step * (1 << (failure - 1)));
        }

        await client.ExpectClose(1008);
    }

    /// <summary>What could not be decided says nothing against the client, but waits like a first failure.</summary>
    [Theory]
    [InlineData(100081, "Overloaded")]
    [InlineData(100003, "Internal error: REF")]
    public async Task Login_Undecided_IsDelayedAndNotCounted(int code, string text)
    {
        using var world = new ApiWorld(authenticator: new FakeAuthenticator { Rewrite = _ => new AuthResult.Refused(code, text) });
        var client = world.Connect();
        for (var refusal = 1; refusal <= 6; refusal++)
        {
            await client.Send(Login("""{"user":"mia","password":"pw"}"""));
            await client.Expect("""{"ack":1}""");
            var before = world.Clock.GetUtcNow();
            var answer = await Advance(world, client.Receive(), Step);
            Assert.Equal($$$"""{"result":"error","data":{"code":{{{code}}},"error":"{{{text}}}"},"tid":1}""", answer);
            Assert.InRange(world.Clock.GetUtcNow() - before, Step, Step * 4);
        }

        Assert.False(client.Connection.IsClosing);
    }

    [Fact]
    public async Task Login_AuthenticatorSaysOtherwise_ItsWordCounts()
    {
        var authenticator = new FakeAuthenticator
        {
            Rewrite = accepted => accepted.User == "gone"
                ? new AuthResult.Refused(123, "Try later")
                : accepted with { User = "renamed", SessionId = "given", Meta = "{\"m\":1}"u8.ToArray() },
        };
        using var world = new ApiWorld(authenticator: authenticator);
        var gone = world.Connect();
        await gone.Send(Login("""{"user":"gone","password":"pw"}"""));
        await gone.Expect("""{"ack":1}""");
        Assert.Equal("""{"result":"error","data":{"code":123,"error":"Try later"},"tid":1}""", await Advance(world, gone.Receive(), Step));

        var client = world.Connect();
        await client.Send(Login("""{"user":"admin","password":"pw","x":1,"meta":{"a":2}}"""));
        await client.Expect("""{"ack":1}""", """{"result":"ok","data":{"session_id":"given"},"tid":1}""");
        Assert.Equal(
            """{"result":"ok","data":{"given":{"x":1,"m":1,"remote":"tcp:127.0.0.1:0","type":"api_server"}}}""",
            await client.Request("user", "get", """{"user":"renamed"}"""));
        Assert.Equal("""{"x":1}""", System.Text.Encoding.UTF8.GetString(authenticator.Last!.Fields.Span));
    }

    [Fact]
    public async Task Login_UnderWay_HoldsBackWhatFollows()
    {
        var authenticator = new FakeAuthenticator(isWaiting: true);
        using var world = new ApiWorld(authenticator: authenticator);
        var client = world.Connect();
        await client.Send(
            """{"class":7,"cmd":"echo","tid":0}""",
            Login("""{"user":"admin","password":"pw","session_id":"s"}"""),
            """{"class":7,"cmd":"echo","tid":2}""",
            """{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw"},"tid":3}""");
        await client.Expect("""{"result":"error","data":{"code":100031,"error":"Not authenticated"},"tid":0}""", """{"ack":1}""");
        authenticator.Go();
        await client.Expect(
            """{"result":"ok","data":{"session_id":"s"},"tid":1}""",
            """{"result":"ok","tid":2}""",
            """{"result":"error","data":{"code":100032,"error":"Already authenticated"},"tid":3}""");
    }

    [Fact]
    public async Task Login_EventsMeanwhile_FollowTheReply()
    {
        using var world = new ApiWorld();
        var sender = await world.Login("admin", "sender");
        world.Sessions.OnLogin = _ => sender.Ok("user", "send_event", """{"user":"mia","type":"hi"}""");
        var client = world.Connect();
        await client.Send(Login("""{"user":"mia","password":"pw","session_id":"s"}"""));
        await client.Expect(
            """{"ack":1}""",
            """{"result":"ok","data":{"session_id":"s"},"tid":1}""",
            """{"class":"core","cmd":"event","data":{"class":"core","subclass":"user_event","type":"hi","obj_id":"mia"},"tid":1}""");
    }

    [Fact]
    public async Task Login_ClusterUnreachable_IsOverloadedAndMayBeTriedAgain()
    {
        using var world = new ApiWorld();
        world.Sessions.Failure = new Failure(FailureKind.Unavailable, "ref");
        var client = world.Connect();
        await client.Send(Login("""{"user":"admin","password":"pw"}"""));
        await client.Expect("""{"ack":1}""", """{"result":"error","data":{"code":100081,"error":"Overloaded"},"tid":1}""");
        world.Sessions.Failure = null;
        await client.Login();
    }

    [Fact]
    public async Task Connection_NotLoggedInIn30Seconds_IsClosed()
    {
        using var world = new ApiWorld();
        var (idle, busy) = (world.Connect(), await world.Login());
        Assert.Equal("""{"result":"error","data":{"code":100031,"error":"Not authenticated"}}""", await idle.Request("core", "x"));
        world.Clock.Advance(TimeSpan.FromSeconds(31));
        await idle.ExpectClose(1008);
        Assert.Equal("""{"result":"ok"}""", await busy.Request("core", "echo", className: "7"));
    }

    [Fact]
    public async Task Login_ConnectionGoesMeanwhile_LeavesNothingBehind()
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        world.Sessions.OnLogin = session =>
        {
            session.Close(Transport.CloseCode.Shutdown);
            return Task.CompletedTask;
        };
        await client.Send(Login("""{"user":"admin","password":"pw"}"""));
        await client.Expect("""{"ack":1}""");
        await client.ExpectClose(4001);
        Assert.Empty(world.Sessions.Local);
        Assert.Equal(0, world.Index.Count);
    }

    private static string Login(string data) => $$"""{"class":"core","subclass":"user","cmd":"login","data":{{data}},"tid":1}""";

    /// <summary>Lets time pass until something comes.</summary>
    private static async Task<string?> Advance(ApiWorld world, Task<string?> reply, TimeSpan step)
    {
        while (!reply.IsCompleted)
        {
            world.Clock.Advance(step);
            await Task.WhenAny(reply, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
        }

        return await reply;
    }
}
