using System.Text;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>Commands about users and sessions (external-api.md 4).</summary>
public class SessionTests
{
    [Fact]
    public async Task UserList_Some_OrdinalAndPaged()
    {
        using var world = new ApiWorld();
        var admin = await world.Login("admin", "s1");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Login("Zoe", "s2");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Login("admin", "a3");
        await world.Login("admin", "o", "other");
        Assert.Equal("""{"result":"ok","data":{"Zoe":["s2"],"admin":["s1","a3"]}}""", await admin.Request("user", "list"));
        Assert.Equal("""{"result":"ok","data":{"Zoe":["s2"]}}""", await admin.Request("user", "list", """{"limit":"1"}"""));
        Assert.Equal(
            """{"result":"ok","data":{"admin":["s1","a3"]}}""",
            await admin.Request("user", "list", """{"limit":1,"after":"Zoe"}"""));
        Assert.Equal("""{"result":"ok"}""", await admin.Request("user", "list", """{"after":"admin"}"""));
    }

    [Fact]
    public async Task UserGet_LoginFieldsAndMeta_LaterWinsAndSecretsAreHidden()
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        await client.Send(
            """{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw","session_id":"s","a":1,"b":2, """
            + """ "remote":"x","meta":{"b":3.0,"pass":"p","token":"t","password":"p","type":"y","subscriptions":"mine"}},"tid":1}""");
        await client.Expect("""{"ack":1}""", """{"result":"ok","data":{"session_id":"s"},"tid":1}""");
        Assert.Equal(
            """{"result":"ok","data":{"s":{"a":1,"b":3.0,"remote":"tcp:127.0.0.1:0","type":"api_server","subscriptions":"mine"}}}""",
            await client.Request("user", "get", """{"user":"admin"}"""));
    }

    [Theory, InlineData("[1]", "[1]"), InlineData("null", "null"), InlineData("\"m\"", "\"m\"")]
    public async Task UserGet_MetaThatIsNoObject_StandsAsMember(string meta, string shown)
    {
        using var world = new ApiWorld();
        var client = world.Connect();
        var data = $$"""{"user":"admin","password":"pw","session_id":"s","meta":{{meta}} }""";
        await client.Send($$"""{"class":"core","subclass":"user","cmd":"login","data":{{data}},"tid":1}""");
        await client.Expect("""{"ack":1}""", """{"result":"ok","data":{"session_id":"s"},"tid":1}""");
        Assert.Equal(
            $$$$"""{"result":"ok","data":{"s":{"meta":{{{{shown}}}},"remote":"tcp:127.0.0.1:0","type":"api_server"}}}""",
            await client.Request("user", "get", """{"user":"admin"}"""));
    }

    [Fact]
    public async Task Stop_Another_AnswersAndCloses()
    {
        using var world = new ApiWorld();
        var (admin, mia) = (await world.Login(), await world.Login("mia", "m", "other"));
        Assert.Equal("""{"result":"ok","data":{"user":"mia"}}""", await admin.Request("session", "stop", """{"session_id":"m"}"""));
        await mia.ExpectClose(1000);
        Assert.Equal(
            """{"result":"error","data":{"code":100062,"error":"Session not found"}}""",
            await admin.Request("session", "stop", """{"session_id":"m"}"""));
        await world.Login("mia", "m");
    }

    [Fact]
    public async Task Stop_Oneself_AnswersFirstAndCarriesOutNothingMore()
    {
        using var world = new ApiWorld();
        var mia = await world.Login("mia", "m");
        await mia.Send(
            """{"class":"core","subclass":"session","cmd":"stop","data":{"session_id":"m","x":1},"tid":1}""",
            """{"class":"core","subclass":"event","cmd":"get_subscriptions","tid":2}""");
        await mia.Expect("""{"result":"ok","data":{"user":"mia"},"tid":1}""");
        Assert.Empty(world.Sessions.Local);
        await mia.ExpectClose(1000);
        Assert.Equal(0, world.Index.Count);
    }

    [Theory]
    [InlineData(CloseCode.Shutdown)]
    [InlineData(CloseCode.Stopped)]
    [InlineData(CloseCode.CredentialsEnded)]
    [InlineData(CloseCode.Resync)]
    public async Task Close_FromOutside_UnlistsAtOnce(object code)
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "s");
        world.Sessions.FindLocal("s")!.Close((CloseCode)code);
        Assert.Empty(world.Sessions.Local);
        Assert.Equal(0, world.Index.Count);
        await client.ExpectClose((int)(CloseCode)code);
    }

    [Fact]
    public async Task Describe_Session_TellsItsSubscriptions()
    {
        using var world = new ApiWorld();
        await world.Login("admin", "s");
        var session = world.Sessions.FindLocal("s")!;
        Assert.Equal(2, session.SubscriptionCount);
        Assert.Equal(
            """{"remote":"tcp:127.0.0.1:0","type":"api_server","subscriptions":2}""",
            Encoding.UTF8.GetString(session.Describe()));
    }
}
