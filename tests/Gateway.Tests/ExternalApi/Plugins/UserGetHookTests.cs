using System.Text;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Hooks that shape <c>user/get</c> (external-api.md 4 and 8).</summary>
public class UserGetHookTests
{
    [Fact]
    public async Task UserGet_SeveralHooks_EachGetsTheFormers()
    {
        using var world = new ApiWorld(hooks:
        [
            new FakeUserGetHook((session, told) => told[..^1] + $",\"by\":\"{session.User}\"}}"),
            new FakeUserGetHook((session, told) => $"{{ \"told\":{told},\r\n\"type\":\"{session.SessionId}\"}}"),
        ]);
        var admin = await world.Login("admin", "s");
        Assert.Equal(
            """{"result":"ok","data":{"s":{"told":{"remote":"tcp:127.0.0.1:0","type":"api_server","by":"admin"},"type":"s"}}}""",
            await admin.Request("user", "get", """{"user":"admin"}"""));
    }

    [Fact]
    public async Task UserGet_SecretsInTheHooksObject_NeverShow()
    {
        using var world = new ApiWorld(hooks:
        [
            new FakeUserGetHook((_, _) => """{"password":1,"p\u0061ss":2,"a":3,"token":4,"a":5}"""),
        ]);
        var admin = await world.Login("admin", "s");
        Assert.Equal("""{"result":"ok","data":{"s":{"a":5}}}""", await admin.Request("user", "get", """{"user":"admin"}"""));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("{} {}")]
    [InlineData("throw")]
    public async Task UserGet_HookFails_TellsWhatItWasAndAsksTheNext(string told)
    {
        using var world = new ApiWorld(hooks:
        [
            new FakeUserGetHook((_, _) => told == "throw" ? throw new InvalidOperationException("a bug") : told),
            new FakeUserGetHook((_, former) => former[..^1] + ",\"next\":true}"),
        ]);
        var admin = await world.Login("admin", "s");
        Assert.Equal(
            """{"result":"ok","data":{"s":{"remote":"tcp:127.0.0.1:0","type":"api_server","next":true}}}""",
            await admin.Request("user", "get", """{"user":"admin"}"""));
    }

    [Theory]
    [InlineData("{}", """{"subscriptions":2}""", "{}")]
    [InlineData("{\"subscriptions\":\"mine\"}", """{"subscriptions":"mine","subscriptions":2}""", """{"subscriptions":"mine"}""")]
    public async Task Describe_WhateverTheHookGives_TellsTheNumberOfSubscriptions(string told, string described, string shown)
    {
        using var world = new ApiWorld(hooks: [new FakeUserGetHook((_, _) => told)]);
        var admin = await world.Login("admin", "s");
        Assert.Equal(described, Encoding.UTF8.GetString(world.Sessions.FindLocal("s")!.Describe()));
        Assert.Equal("tcp:127.0.0.1:0", world.Sessions.FindLocal("s")!.Claim.Remote);
        Assert.Equal(
            $$$"""{"result":"ok","data":{"s":{{{shown}}}}}""", await admin.Request("user", "get", """{"user":"admin"}"""));
    }
}
