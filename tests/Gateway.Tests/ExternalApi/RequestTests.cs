using System.Collections.Immutable;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>The checks of a request in their order, and what parameters take (external-api.md 2).</summary>
public class RequestTests
{
    private const string Unauthorized = """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":1}""";

    [Theory]
    [InlineData("""{"class":"x","cmd":7,"tid":1}""", 100006, "Not implemented")]
    [InlineData("""{"class":null,"subclass":[],"cmd":1.5,"tid":1}""", 100044, "Syntax error: class")]
    [InlineData("""{"class":"core","subclass":[],"cmd":1.5,"tid":1}""", 100044, "Syntax error: cmd")]
    [InlineData("""{"class":"core","subclass":null,"cmd":"x","tid":1}""", 100044, "Syntax error: subclass")]
    [InlineData("""{"class":"\ud800","cmd":"x","tid":1}""", 100044, "Syntax error: class")]
    [InlineData("""{"class":"core","cmd":"x","tid":1}""", 100042, "Unknown command 'x'")]
    [InlineData("""{"class":"core","cmd":5,"tid":1}""", 100042, "Unknown command '5'")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"nope","data":null,"tid":1}""", 100044, "Syntax error: data")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"nope","data":[],"tid":1}""", 100042, "Unknown command 'nope'")]
    [InlineData("""{"class":"x","subclass":"user","cmd":"nope","data":null,"tid":1}""", 100006, "Not implemented")]
    [InlineData("""{"class":7,"cmd":"nope","tid":1}""", 100042, "Unknown command 'nope'")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","tid":1}""", 100045, "Missing field: class")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":[ ],"tid":1}""", 100045, "Missing field: class")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":[1],"tid":1}""", 100044, "Syntax error: data")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":"x","tid":1}""", 100044, "Syntax error: data")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"type":1.0,"body":1},"tid":1}""",
        100044, "Syntax error: body")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"type":true},"tid":1}""", 100044, "Syntax error: type")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":null},"tid":1}""", 100044, "Syntax error: class")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","type":1e0},"tid":1}""",
        100044, "Syntax error: type")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","type":"\u0000"},"tid":1}""",
        100044, "Syntax error: type")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","body":[]},"tid":1}""",
        100044, "Syntax error: body")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","service":"no"},"tid":1}""",
        100044, "Syntax error: unknown service")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","service":"no","body":1},"tid":1}""",
        100044, "Syntax error: body")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","service":"no","type":1.5},"tid":1}""",
        100044, "Syntax error: unknown service")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"a","service":true},"tid":1}""",
        100044, "Syntax error: service")]
    [InlineData("""{"class":"core","cmd":"event","data":{"type":"x"},"tid":1}""", 100045, "Missing field: class")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"list","data":{"limit":0},"tid":1}""", 100044, "Syntax error: limit")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"list","data":{"limit":"-1"},"tid":1}""", 100044, "Syntax error: limit")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"list","data":{"limit":""},"tid":1}""", 100044, "Syntax error: limit")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"list","data":{"limit":-99999999999999999999},"tid":1}""",
        100044, "Syntax error: limit")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"get","tid":1}""", 100045, "Missing field: user")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"get","data":{"user":"nobody"},"tid":1}""", 100033, "User not found")]
    [InlineData("""{"class":"core","subclass":"session","cmd":"stop","data":{"session_id":"nobody"},"tid":1}""",
        100062, "Session not found")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"login","tid":1}""", 100032, "Already authenticated")]
    public async Task Request_Wrong_IsRefused(string request, int code, string text)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        Assert.Equal($$"""{"result":"error","data":{"code":{{code}},"error":"{{text}}"},"tid":1}""", await client.Ask(request));
    }

    [Theory]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":12,"obj_id":-5},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"","body":{"a":1}},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"never"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send_event","data":{"class":"a","service":"other"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"core","cmd":"event","data":{"class":"a"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"send_event","data":{"user":"nobody"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"session","cmd":"send_event","data":{"session_id":"nobody","type":"t","body":{}},"tid":1}""")]
    [InlineData("""{"class":"7","cmd":"echo","data":[],"tid":1}""")]
    [InlineData("""{"class":7,"subclass":"core","cmd":"echo","unknown":1,"tid":1}""")]
    [InlineData("""{"tid":2,"class":"x","cmd":"x","class":"7","cmd":"echo","tid":1}""")]
    public async Task Request_Right_IsOk(string request)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        Assert.Equal("""{"result":"ok","tid":1}""", await client.Ask(request));
    }

    [Theory, InlineData(255, 1), InlineData(256, 0)]
    public async Task Request_NameOf255Characters_IsTheLongest(int length, int ok)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        var reply = await client.Request("event", "subscribe", $$"""{"class":"{{new string('\u20ac', length)}}"}""");
        Assert.Equal(ok == 1, reply == """{"result":"ok"}""");
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("1.0", "1.0")]
    [InlineData("null", "null")]
    [InlineData("[ 1, {\"a\":\r\"b\"} ]", "[ 1, {\"a\":\"b\"} ]")]
    public async Task Request_Tid_ComesBack(string tid, string echo)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        Assert.Equal($$"""{"result":"ok","tid":{{echo}}}""", await client.Ask($$"""{"class":7,"cmd":"echo","tid":{{tid}}}"""));
    }

    [Theory, InlineData("[]"), InlineData("[1,2.50]"), InlineData("""{"a":{"b":1.0}}""")]
    public async Task Request_WithData_IsAnsweredWithIt(string data)
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        Assert.Equal($$"""{"result":"ok","data":{{data}}}""", await client.Request("core", "echo", $$"""{"any":{{data}}}""", "7"));
    }

    [Fact]
    public async Task Request_HandlerFails_IsAnInternalErrorWithoutDetails()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        var reply = await client.Request("core", "fail", className: "7");
        Assert.StartsWith("""{"result":"error","data":{"code":100003,"error":"Internal error: """, reply);
        Assert.DoesNotContain("bug", reply);
    }

    [Theory]
    [InlineData("""{"class":null,"cmd":[],"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"list","tid":1}""")]
    public async Task Request_BeforeLogin_IsNotAuthenticated(string request)
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        Assert.Equal("""{"result":"error","data":{"code":100031,"error":"Not authenticated"},"tid":1}""", await client.Ask(request));
    }

    [Theory]
    [InlineData("""{"class":"core","subclass":"nope","cmd":"nope","tid":1}""")]
    [InlineData("""{"class":7,"cmd":"nope","tid":1}""")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"list","tid":1}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"a"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a"},"tid":1}""")]
    [InlineData("""{"class":"core","cmd":"event","data":{"class":"a"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"session","cmd":"stop","data":{"session_id":"other"},"tid":1}""")]
    [InlineData("""{"class":"core","subclass":"user","cmd":"send_event","data":{"user":"u"},"tid":1}""")]
    [InlineData("""{"class":"status","subclass":"extension","cmd":"list","tid":1}""")]
    public async Task Request_WithoutARule_IsUnauthorized(string request)
    {
        using var world = new ApiWorld();
        var client = await world.Login("mia");
        Assert.Equal(Unauthorized, await client.Ask(request));
    }

    [Theory]
    [InlineData("""{"class":"core","subclass":"event","cmd":"unsubscribe","data":{"class":"a"},"tid":1}""")]
    [InlineData(
        """{"class":"core","subclass":"event","cmd":"subscribe","data":{"class":"core","subclass":"user_event","obj_id":"mia"},"tid":1}""")]
    public async Task Request_AboutOneself_IsAllowed(string request)
    {
        using var world = new ApiWorld();
        var client = await world.Login("mia");
        Assert.Equal("""{"result":"ok","tid":1}""", await client.Ask(request));
    }

    [Theory]
    [InlineData("status", "x", false)]
    [InlineData("core", "user_event", false)]
    [InlineData("core", "session_event", false)]
    [InlineData("core", "other", true)]
    [InlineData("any", "user_event", true)]
    public async Task Publish_WhatIsTheServersOwn_OnlyByAdmin(string className, string subclass, bool isAllowed)
    {
        var rule = new AuthorizationRule(new RuleSubject.Anyone(), Allow: true, RuleKind.Publish, ImmutableArray<RuleMember>.Empty);
        using var world = new ApiWorld(rules: [rule]);
        var request = $$"""{"class":"core","cmd":"event","data":{"class":"{{className}}","subclass":"{{subclass}}"},"tid":1}""";
        var (mia, admin) = (await world.Login("mia"), await world.Login());
        Assert.Equal(isAllowed ? """{"result":"ok","tid":1}""" : Unauthorized, await mia.Ask(request));
        Assert.Equal("""{"result":"ok","tid":1}""", await admin.Ask(request));
    }

    [Fact]
    public async Task Request_OverTheRate_IsRefusedUntilTheBucketFills()
    {
        using var world = new ApiWorld(new LimitsOptions { RequestsPerSecond = 2 });
        var client = await world.Login();
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
        Assert.Equal(
            """{"result":"error","data":{"code":100080,"error":"Rate limited"}}""", await client.Request("core", "echo", className: "7"));
        await client.Send("""{"ack":1}""", """{"result":"ok","tid":1}""");
        world.Clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
    }
}
