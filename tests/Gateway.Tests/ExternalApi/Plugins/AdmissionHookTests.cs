using System.Collections.Immutable;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Hooks that may refuse commands and subscriptions (external-api.md 7 and 8).</summary>
public class AdmissionHookTests
{
    private const string Unauthorized = """{"result":"error","data":{"code":100030,"error":"Unauthorized"}}""";

    /// <summary>Everybody may give every command.</summary>
    private static readonly ImmutableArray<AuthorizationRule> AllCommands =
        [new AuthorizationRule(new RuleSubject.Anyone(), Allow: true, RuleKind.Command, ImmutableArray<RuleMember>.Empty)];

    /// <summary>A session that ends while a hook is asked has nothing more carried out.</summary>
    [Theory]
    [InlineData("event", "send", """{"class":"a"}""")]
    [InlineData("session", "stop", """{"session_id":"other"}""")]
    public async Task Command_SessionEndsMeanwhile_IsNotCarriedOut(string subclass, string cmd, string data)
    {
        ApiWorld? world = null;
        var hook = new FakeCommandHook(_ =>
        {
            world!.Sessions.FindLocal("s")!.Close(CloseCode.CredentialsEnded);
            return true;
        });
        using (world = new ApiWorld(hooks: [hook]))
        {
            await world.Login("admin", "other");
            var client = await world.Login("admin", "s");

            await client.Send($$"""{"class":"core","subclass":"{{subclass}}","cmd":"{{cmd}}","data":{{data}},"tid":1}""");
            Assert.Null(await client.Receive());

            Assert.Single(hook.Asked);
            Assert.Empty(world.Published);
            Assert.NotNull(world.Sessions.FindLocal("other"));
        }
    }

    [Theory]
    [InlineData("core", "user", "list", "{}")]
    [InlineData("core", "user", "get", """{"user":"admin"}""")]
    [InlineData("core", "user", "send_event", """{"user":"admin"}""")]
    [InlineData("core", "session", "send_event", """{"session_id":"s"}""")]
    [InlineData("core", "session", "stop", """{"session_id":"s"}""")]
    [InlineData("core", "session", "stop", """{"session_id":"nobody"}""")]
    [InlineData("core", "session", "cmd", """{"session_id":"s","class":"x","cmd":"y"}""")]
    [InlineData("core", "session", "log", """{"source":"x","message":"y"}""")]
    [InlineData("core", "event", "send", """{"class":"a"}""")]
    [InlineData("core", "event", "send_event", """{"class":"a"}""")]
    [InlineData("core", "core", "event", """{"class":"a"}""")]
    [InlineData("status", "extension", "list", "{}")]
    [InlineData("7", "core", "echo", "{}")]
    [InlineData("7", "core", "wait", "{}")]
    [InlineData("core", "user", "unknown", "{}")]
    public async Task Command_Refused_ForAdminTooAndNothingIsDone(string className, string subclass, string cmd, string data)
    {
        var hook = new FakeCommandHook(_ => false);
        using var world = new ApiWorld(hooks: [hook]);
        var admin = await world.Login("admin", "s");
        Assert.Equal(Unauthorized, await admin.Request(subclass, cmd, data, className));
        var asked = Assert.Single(hook.Asked);
        Assert.Equal((className, subclass, cmd, data), (asked.Class, asked.Subclass, asked.Cmd, Encoding.UTF8.GetString(asked.Data.Span)));
        var caller = asked.Caller;
        Assert.Equal(("admin", "s", "default", true), (caller.User, caller.SessionId, caller.Service, caller.IsAdmin));
        Assert.Empty(world.Published);
        Assert.Null(world.Handler.Last);
        Assert.False(admin.Connection.IsClosing);
        Assert.Single(world.Sessions.Local);
    }

    [Theory]
    [InlineData("unsubscribe", """{"class":"a"}""")]
    [InlineData("subscribe", """{"class":"a"}""")]
    [InlineData("get_subscriptions", "{}")]
    public async Task Command_OfTheCallerAlone_IsNotAskedFor(string cmd, string data)
    {
        var hook = new FakeCommandHook(_ => false);
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s");
        await client.Send($$"""{"class":"core","subclass":"event","cmd":"{{cmd}}","data":{{data}},"tid":1}""");
        Assert.DoesNotContain("100030", await client.Receive(), StringComparison.Ordinal);
        Assert.Empty(hook.Asked);
    }

    [Fact]
    public async Task Command_RefusedByTheRules_NoHookIsAsked()
    {
        var (commands, subscriptions) = (new FakeCommandHook(_ => true), new FakeSubscriptionHook(_ => true));
        using var world = new ApiWorld(hooks: [commands, subscriptions]);
        await world.Login("admin", "a");
        var mia = await world.Login("mia", "m");
        Assert.Equal(Unauthorized, await mia.Request("user", "list"));
        Assert.Equal(Unauthorized, await mia.Request("session", "stop", """{"session_id":"a"}"""));
        Assert.Equal(Unauthorized, await mia.Request("event", "subscribe", """{"class":"a"}"""));
        Assert.Empty(commands.Asked);
        Assert.Empty(subscriptions.Asked);
    }

    [Fact]
    public async Task Command_SeveralHooks_InOrderUntilOneRefuses()
    {
        var first = new FakeCommandHook(command => command.Text("any") != "1");
        var second = new FakeCommandHook(command => command.Integer("any") != 2);
        using var world = new ApiWorld(rules: AllCommands, hooks: [first, second]);
        var mia = await world.Login("mia");
        Assert.Equal(Unauthorized, await mia.Request("core", "echo", """{"any":1}""", "7"));
        Assert.Equal(Unauthorized, await mia.Request("core", "echo", """{"any":"2"}""", "7"));
        Assert.Equal("""{"result":"ok","data":{"n":3}}""", await mia.Request("core", "echo", """{"any":{"n":3}}""", "7"));
        Assert.Equal((3, 2), (first.Asked.Count, second.Asked.Count));
        Assert.Equal("{\"n\":3}", Encoding.UTF8.GetString(second.Asked[1].Json("any")!.Value.Span));
    }

    [Fact]
    public async Task Command_HookFails_IsAnInternalErrorAndNothingIsDone()
    {
        using var world = new ApiWorld(hooks: [new FakeCommandHook(_ => throw new InvalidOperationException("a bug"))]);
        var admin = await world.Login();
        Assert.StartsWith(
            """{"result":"error","data":{"code":100003,"error":"Internal error: """,
            await admin.Request("event", "send", """{"class":"a"}"""));
        Assert.Empty(world.Published);
    }

    [Fact]
    public async Task Command_RefusedAmongPublishes_IsAnsweredInItsPlace()
    {
        using var world = new ApiWorld(hold: true, hooks: [new FakeCommandHook(command => command.Text("type") != "no")]);
        var admin = await world.Login();
        await admin.Send(Send(1, "yes"), Send(2, "no"), Send(3, "yes"));
        world.LetIn();
        await admin.Expect(
            """{"result":"ok","tid":1}""",
            """{"result":"error","data":{"code":100030,"error":"Unauthorized"},"tid":2}""",
            """{"result":"ok","tid":3}""");

        static string Send(int tid, string type) =>
            $$"""{"class":"core","subclass":"event","cmd":"send","data":{"class":"a","type":"{{type}}"},"tid":{{tid}}}""";
    }

    [Fact]
    public async Task Subscribe_Refused_LeavesWhatThereIs()
    {
        var first = new FakeSubscriptionHook(_ => true);
        var second = new FakeSubscriptionHook(subscription => subscription.Body.IsEmpty);
        var commands = new FakeCommandHook(_ => false);
        using var world = new ApiWorld(hooks: [first, second, commands]);
        var admin = await world.Login("admin", "s");
        await admin.Ok("event", "subscribe", """{"class":"a","type":"t","obj_id":"*"}""");
        Assert.Equal(Unauthorized, await admin.Request("event", "subscribe", """{"class":"a","type":"t","body":{"n":1}}"""));
        Assert.Equal(Unauthorized, await admin.Request("event", "subscribe", """{"class":"b","service":"other","body":{"n":1}}"""));
        await admin.Send("""{"class":"core","subclass":"event","cmd":"get_subscriptions","tid":"t"}""");
        await admin.Expect("""{"ack":"t"}""");
        Assert.StartsWith(
            """{"result":"ok","data":[{"class":"a","subclass":"*","type":"t","obj_id":"*","service":"default"},{"class":"core",""",
            await admin.Receive());
        Assert.Single(world.Published, record => record.Kind == EventKind.SubscriptionAdded);
        Assert.Equal(3, world.Index.Count);

        var (known, other) = (first.Asked[1], first.Asked[2]);
        Assert.Equal(("default", "a", null, "t", null), (known.Service, known.Class, known.Subclass, known.Type, known.ObjId));
        Assert.Equal(("other", "b", "s"), (other.Service, other.Class, other.Caller.SessionId));
        Assert.Equal("""{"n":1}""", Encoding.UTF8.GetString(other.Body.Span));
        Assert.Empty(commands.Asked);
    }

    [Fact]
    public async Task Subscribe_HookFails_IsAnInternalErrorAndNothingIsSubscribed()
    {
        using var world = new ApiWorld(hooks: [new FakeSubscriptionHook(_ => throw new InvalidOperationException("a bug"))]);
        var admin = await world.Login();
        Assert.StartsWith(
            """{"result":"error","data":{"code":100003,"error":"Internal error: """,
            await admin.Request("event", "subscribe", """{"class":"a"}"""));
        Assert.Equal(2, world.Index.Count);
    }
}
