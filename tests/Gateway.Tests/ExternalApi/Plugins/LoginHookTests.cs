using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Hooks of logins (external-api.md 3 and 8).</summary>
public class LoginHookTests
{
    private const string Unauthorized = """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":1}""";

    [Fact]
    public async Task Login_Rewritten_HooksInOrderEachSeesTheFormers()
    {
        var first = new FakeLoginHook((attempt, accepted) =>
            accepted with { User = accepted.User + attempt.SessionId, SessionId = "given" });
        var second = new FakeLoginHook((_, accepted) => accepted.User == "mias" && accepted.SessionId == "given"
            ? accepted with { User = "eve", Meta = "{\"m\":1}"u8.ToArray() }
            : AuthResult.Unauthorized);
        using var world = new ApiWorld(hooks: [first, second]);
        var client = world.Connect();
        await client.Send(Login("""{"user":"mia","password":"pw","session_id":"s","meta":{"a":2},"x":1}"""));
        await client.Expect("""{"ack":1}""", """{"result":"ok","data":{"session_id":"given"},"tid":1}""");
        Assert.Equal("eve", Assert.Single(world.Sessions.Local).Claim.User);
    }

    [Fact]
    public async Task Login_Rewritten_IsWhatTheClusterAndTheRulesKnow()
    {
        using var world = new ApiWorld(hooks:
        [
            new FakeLoginHook((_, accepted) => accepted with { User = "admin", IsAdmin = true, Meta = "{\"m\":1}"u8.ToArray() }),
        ]);
        var client = await world.Login("mia", "s");
        Assert.Equal(
            """{"result":"ok","data":{"s":{"m":1,"remote":"tcp:127.0.0.1:0","type":"api_server"}}}""",
            await client.Request("user", "get", """{"user":"admin"}"""));
    }

    [Fact]
    public async Task Login_HookLeavesItAsItIs_IsLetIn()
    {
        using var world = new ApiWorld(hooks: [new FakeLoginHook((_, _) => AuthResult.NotMine)]);
        Assert.Equal("""{"result":"ok","data":{"session_id":"s"},"tid":"login"}""", await world.Connect().Login("mia", "s"));
    }

    [Fact]
    public async Task Login_Refused_FirstRefusalIsDelayedCountedAndLeavesNothing()
    {
        var asked = 0;
        using var world = new ApiWorld(hooks:
        [
            new FakeLoginHook((_, _) => new AuthResult.Refused(300123, "Not \"today\"")),
            new FakeLoginHook((_, accepted) =>
            {
                asked++;
                return accepted;
            }),
        ]);
        var client = world.Connect();
        for (var failure = 1; failure <= 5; failure++)
        {
            await client.Send(Login("""{"user":"mia","password":"pw","session_id":"s"}"""));
            await client.Expect("""{"ack":1}""");
            var before = world.Clock.GetUtcNow();
            Assert.Equal(
                """{"result":"error","data":{"code":300123,"error":"Not \"today\""},"tid":1}""", await Advance(world, client.Receive()));
            Assert.True(world.Clock.GetUtcNow() - before >= LoginDelay.After(failure));
        }

        await client.ExpectClose(1008);
        Assert.Equal(0, asked);
        Assert.Empty(world.Sessions.Local);
        Assert.Equal(0, world.Index.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a\0")]
    public async Task Login_RewrittenToNoUserName_IsRefusedLikeWrongCredentials(string user)
    {
        using var world = new ApiWorld(hooks: [new FakeLoginHook((_, accepted) => accepted with { User = user })]);
        var client = world.Connect();
        await client.Send(Login("""{"user":"mia","password":"pw"}"""));
        await client.Expect("""{"ack":1}""");
        Assert.Equal(Unauthorized, await Advance(world, client.Receive()));
    }

    [Fact]
    public async Task Login_RewrittenToNoSessionId_IsAnsweredAndClosed()
    {
        using var world = new ApiWorld(hooks: [new FakeLoginHook((_, accepted) => accepted with { SessionId = "*" })]);
        var client = world.Connect();
        await client.Send(Login("""{"user":"mia","password":"pw"}"""));
        await client.Expect("""{"ack":1}""", """{"result":"error","data":{"code":100035,"error":"Invalid session id"},"tid":1}""");
        await client.ExpectClose(1000);
    }

    [Fact]
    public async Task Login_HookFails_IsAnInternalErrorAndTheNextTryCounts()
    {
        var tries = 0;
        using var world = new ApiWorld(hooks:
        [
            new FakeLoginHook((_, accepted) => tries++ == 0 ? throw new InvalidOperationException("a bug") : accepted),
        ]);
        var client = world.Connect();
        await client.Send(Login("""{"user":"mia","password":"pw"}"""));
        await client.Expect("""{"ack":1}""");
        Assert.StartsWith(
            """{"result":"error","data":{"code":100003,"error":"Internal error: """, await Advance(world, client.Receive()));
        await client.Login("mia");
    }

    [Fact]
    public async Task Login_WrongCredentials_NoHookIsAsked()
    {
        var asked = 0;
        using var world = new ApiWorld(hooks: [new FakeLoginHook((_, accepted) =>
        {
            asked++;
            return accepted;
        })]);
        var client = world.Connect();
        await client.Send(Login("""{"user":"mia","password":"no"}"""));
        await client.Expect("""{"ack":1}""");
        Assert.Equal(Unauthorized, await Advance(world, client.Receive()));
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Run_WithoutHooks_GivesTheSameAtOnce()
    {
        using var world = new ApiWorld();
        var accepted = new AuthResult.Accepted("mia");
        var attempt = new LoginAttempt { Service = "default" };
        var run = new LoginHooks([]).Run(attempt, accepted, TestContext.Current.CancellationToken).AsTask();
        Assert.True(run.IsCompletedSuccessfully);
        Assert.Same(accepted, await run);
    }

    private static string Login(string data) => $$"""{"class":"core","subclass":"user","cmd":"login","data":{{data}},"tid":1}""";

    /// <summary>Lets time pass until something comes.</summary>
    private static async Task<string?> Advance(ApiWorld world, Task<string?> reply)
    {
        while (!reply.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(reply, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
        }

        return await reply;
    }
}
