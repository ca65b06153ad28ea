using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.ExternalApi.Plugins;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi.Plugins;

/// <summary>Hooks that see sessions begin and end (external-api.md 8).</summary>
public class SessionHookTests
{
    [Fact]
    public async Task Login_Answered_IsToldAfterItsAnswerWasQueued()
    {
        var unsent = new TaskCompletionSource<SessionFacts>();
        var hook = new FakeSessionHook { OnLogin = unsent.SetResult };
        using var world = new ApiWorld(hooks: [hook]);
        var mia = await world.Login("mia", "m", "other");
        var facts = await unsent.Task;
        Assert.Equal(
            ("mia", "m", "other", false, "tcp:127.0.0.1:0"),
            (facts.User, facts.SessionId, facts.Service, facts.IsAdmin, facts.Remote));
        await hook.Expect("+m");
        await mia.End();
        await mia.Running;
        await hook.Expect("-m ?");
        Assert.Empty(hook.Rest());
    }

    [Theory]
    [InlineData(CloseCode.Shutdown)]
    [InlineData(CloseCode.Stopped)]
    [InlineData(CloseCode.CredentialsEnded)]
    [InlineData(CloseCode.Resync)]
    public async Task Close_FromOutside_EndIsToldOnceBeforeTheIdIsFree(object code)
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s");
        var listedAtEnd = 0;
        hook.OnEnd = _ => listedAtEnd = world.Sessions.Local.Count;
        world.Sessions.FindLocal("s")!.Close((CloseCode)code);
        Assert.Equal(1, listedAtEnd);
        Assert.Equal(["+s", $"-s {(int)(CloseCode)code}"], hook.Rest());
        await client.ExpectClose((int)(CloseCode)code);
        Assert.Empty(hook.Rest());
    }

    [Fact]
    public async Task Close_OfTheConnectionAlone_EndIsToldWithItsCode()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s");
        client.Connection.Close(CloseCode.Shutdown);
        await client.ExpectClose(4001);
        Assert.Equal(["+s", "-s 4001"], hook.Rest());
    }

    [Fact]
    public async Task Stop_Oneself_EndIsToldOnce()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s");
        await client.Request("session", "stop", """{"session_id":"s"}""");
        await client.ExpectClose(1000);
        Assert.Equal(["+s", "-s 1000"], hook.Rest());
    }

    [Fact]
    public async Task Reset_Connection_EndIsTold()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s");
        await client.Reset();
        await client.Running;
        Assert.Equal(["+s", "-s 1006"], hook.Rest());
    }

    [Fact]
    public async Task ProtocolError_Session_EndsBeforeTheLastMessage()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var client = await world.Login("admin", "s");
        var isOpenAtEnd = false;
        hook.OnEnd = _ => isOpenAtEnd = !client.Connection.IsClosing && world.Index.Count == 0;
        await client.Send(
            """{"class":"core","subclass":"event","cmd":"send","data":{"class":"a"},"tid":1}""",
            """{"class":7,"cmd":"echo","tid":2}""",
            "garbage");
        await client.Expect(
            """{"result":"ok","tid":1}""",
            """{"result":"ok","tid":2}""",
            """{"result":"error","data":{"code":100072,"error":"Invalid JSON"}}""");
        await client.ExpectClose(1007);
        Assert.True(isOpenAtEnd);
        Assert.Equal(["+s", "-s 1007"], hook.Rest());
    }

    [Fact]
    public async Task Login_ConnectionGoesMeanwhile_NothingIsTold()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var client = world.Connect();
        world.Sessions.OnLogin = session =>
        {
            client.Connection.Close(CloseCode.Shutdown);
            return Task.CompletedTask;
        };
        await client.Send("""{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw"},"tid":1}""");
        await client.Expect("""{"ack":1}""");
        await client.ExpectClose(4001);
        Assert.Empty(hook.Rest());
        Assert.Empty(world.Sessions.Local);
    }

    [Fact]
    public async Task Login_NotTaken_NothingIsTold()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        world.Sessions.Failure = new Failure(FailureKind.Unavailable, "ref");
        var client = world.Connect();
        await client.Send("""{"class":"core","subclass":"user","cmd":"login","data":{"user":"admin","password":"pw"},"tid":1}""");
        await client.Expect("""{"ack":1}""", """{"result":"error","data":{"code":100081,"error":"Overloaded"},"tid":1}""");
        await client.End();
        await client.Running;
        Assert.Empty(hook.Rest());
    }

    [Fact]
    public async Task Hooks_OneFails_TheOthersAreToldAndTheSessionLives()
    {
        var failing = new FakeSessionHook
        {
            OnLogin = _ => throw new InvalidOperationException("a bug"),
            OnEnd = _ => throw new InvalidOperationException("a bug"),
        };
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [failing, hook]);
        var client = await world.Login("admin", "s");
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
        await client.End();
        await client.Running;
        Assert.Equal(["+s", "-s ?"], hook.Rest());
        Assert.Equal(["+s", "-s ?"], failing.Rest());
        Assert.Empty(world.Sessions.Local);
    }

    [Fact]
    public async Task Life_EndedWhileTheLoginIsTold_EndWaitsForIt()
    {
        using var isTelling = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var hook = new FakeSessionHook
        {
            OnLogin = _ =>
            {
                isTelling.Set();
                goOn.Wait(TestContext.Current.CancellationToken);
            },
        };
        using var world = new ApiWorld(hooks: [hook]);
        var login = world.Login("admin", "s");
        isTelling.Wait(TestContext.Current.CancellationToken);
        var end = Task.Run(() => world.Sessions.FindLocal("s")!.Close(CloseCode.Resync), TestContext.Current.CancellationToken);
        await hook.Expect("+s");
        Assert.Empty(hook.Rest());
        goOn.Set();
        await end;
        await hook.Expect("-s 4004");
        await login;
    }

    [Fact]
    public void Life_EndedBeforeItsBegin_NothingIsTold()
    {
        var hook = new FakeSessionHook();
        using var world = new ApiWorld(hooks: [hook]);
        var life = new SessionLife(world.Services.Hooks.Sessions, null!);
        life.End(4001);
        life.Begin();
        life.End(null);
        Assert.Empty(hook.Rest());
    }
}
