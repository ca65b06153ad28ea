namespace EventPlatform.Gateway.Tests.ExternalApi;

public sealed class RelayTests
{
    private const string Ask =
        """{"class":"core","subclass":"session","cmd":"cmd","data":{"session_id":"t","class":"x","cmd":"y"},"tid":7}""";

    [Theory]
    [InlineData("""{"class":"x","cmd":"y"}""", """{"class":"x","cmd":"y","tid":1}""")]
    [InlineData("""{"class":"core","subclass":"core","cmd":"y","data":{}}""", """{"class":"core","cmd":"y","tid":1}""")]
    [InlineData("""{"class":1,"subclass":"s","cmd":2,"data":null}""", """{"class":"1","subclass":"s","cmd":"2","data":null,"tid":1}""")]
    [InlineData("""{"class":"x","cmd":"y","data":[]}""", """{"class":"x","cmd":"y","data":[],"tid":1}""")]
    [InlineData("""{"class":"x","cmd":"y","data":1.50}""", """{"class":"x","cmd":"y","data":1.50,"tid":1}""")]
    [InlineData("""{"class":"x","cmd":"y","data":{"a":"b"}}""", """{"class":"x","cmd":"y","data":{"a":"b"},"tid":1}""")]
    public async Task Cmd_ToASession_ReachesItUnderAServersTid(string data, string request)
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        var withTarget = $$"""{"session_id":"t",{{data[1..]}}""";
        await caller.Send($$"""{"class":"core","subclass":"session","cmd":"cmd","data":{{withTarget}},"tid":7}""");
        await caller.Expect("""{"ack":7}""");
        await target.Expect(request);
        await target.Send("""{"result":"ok","tid":1}""");
        await caller.Expect("""{"result":"ok","tid":7}""");
    }

    [Theory]
    [InlineData("""{"result":"ok","data":{}}""", """{"result":"ok","tid":7}""")]
    [InlineData("""{"result":"ok","data":[]}""", """{"result":"ok","data":[],"tid":7}""")]
    [InlineData("""{"result":"ok","data":null}""", """{"result":"ok","data":null,"tid":7}""")]
    [InlineData("""{"result":"ok","data":"x"}""", """{"result":"ok","data":"x","tid":7}""")]
    [InlineData("""{"result":"error","data":{"code":5,"error":"no"}}""", """{"result":"error","data":{"code":5,"error":"no"},"tid":7}""")]
    public async Task Answer_OfTheTarget_IsPassedOn(string answer, string passedOn)
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await target.Receive();
        await target.Send($$"""{{answer[..^1]}},"tid":1}""");
        await caller.Expect("""{"ack":7}""", passedOn);
    }

    [Theory]
    [InlineData("""{"result":"error"}""")]
    [InlineData("""{"result":"error","data":{"code":"5","error":"no"}}""")]
    [InlineData("""{"result":"error","data":{"code":5.0,"error":"no"}}""")]
    [InlineData("""{"result":"error","data":{"code":5}}""")]
    [InlineData("""{"result":"error","data":"no"}""")]
    [InlineData("""{"result":"perhaps"}""")]
    [InlineData("""{"result":null}""")]
    public async Task Answer_ErrorWithoutCodeAndText_IsInternal(string answer)
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await target.Receive();
        await target.Send($$"""{{answer[..^1]}},"tid":1}""");
        await caller.Expect("""{"ack":7}""");
        Assert.StartsWith("""{"result":"error","data":{"code":100003,"error":"Internal error: """, await caller.Receive());
    }

    [Fact]
    public async Task Target_SaysNothing_IsClosedAfter5Seconds()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await target.Receive();
        await target.Ask("""{"class":7,"cmd":"echo","tid":1}""");
        world.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(target.Connection.IsClosing);
        world.Clock.Advance(TimeSpan.FromSeconds(0.5));
        await target.ExpectClose(1008);
        await caller.Expect("""{"ack":7}""", """{"result":"error","data":{"code":100005,"error":"Timeout"},"tid":7}""");
    }

    [Fact]
    public async Task Target_Acknowledges_Has180SecondsFromItsLastAck()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await target.Receive();
        await Acknowledge();
        world.Clock.Advance(TimeSpan.FromSeconds(179));
        await Acknowledge();
        world.Clock.Advance(TimeSpan.FromSeconds(170));
        Assert.False(target.Connection.IsClosing);

        // Its acks do not put off what it owes besides
        await caller.Send(Ask.Replace("7}", "8}", StringComparison.Ordinal));
        await target.Receive();
        world.Clock.Advance(TimeSpan.FromSeconds(5.5));
        await target.ExpectClose(1008);
        await caller.Expect("""{"ack":7}""", """{"ack":8}""");
        string[] answers = [(await caller.Receive())!, (await caller.Receive())!];
        Assert.Contains("""{"result":"error","data":{"code":100005,"error":"Timeout"},"tid":8}""", answers);

        async Task Acknowledge()
        {
            await target.Send("""{"ack":1}""");
            await target.Ask("""{"class":7,"cmd":"echo","tid":1}""");
        }
    }

    [Fact]
    public async Task Target_GoesAway_IsProcessFailed()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await target.Receive();
        target.Connection.Abort();
        await caller.Expect("""{"ack":7}""", """{"result":"error","data":{"code":100009,"error":"Process failed"},"tid":7}""");
    }

    [Fact]
    public async Task Target_Unknown_GetsNoAck()
    {
        using var world = new ApiWorld();
        var caller = await world.Login("admin", "c");
        await caller.Send(Ask);
        await caller.Expect("""{"result":"error","data":{"code":100062,"error":"Session not found"},"tid":7}""");
    }

    [Fact]
    public async Task Cmd_ToOneself_AckComesBeforeTheRequest()
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "t");
        await client.Send(Ask);
        await client.Expect("""{"ack":7}""", """{"class":"x","cmd":"y","tid":1}""");
        await client.Send("""{"result":"ok","data":[1],"tid":1}""");
        await client.Expect("""{"result":"ok","data":[1],"tid":7}""");
    }

    [Fact]
    public async Task Requests_BehindARelay_DoNotWaitForIt()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask, """{"class":7,"cmd":"echo","tid":8}""");
        await caller.Expect("""{"ack":7}""", """{"result":"ok","tid":8}""");
        await target.Receive();
        await target.Send("""{"result":"ok","tid":1}""");
        await caller.Expect("""{"result":"ok","tid":7}""");
    }

    [Fact]
    public async Task HalfClose_WithARelayUnderWay_IsAnsweredFirst()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await caller.End();
        await target.Receive();
        await target.Send("""{"result":"ok","tid":1}""");
        await caller.Expect("""{"ack":7}""", """{"result":"ok","tid":7}""", null);
    }

    [Fact]
    public async Task HalfClose_WithARelayToOneself_EndsTheSessionAndTheRelay()
    {
        using var world = new ApiWorld();
        var client = await world.Login("admin", "t");
        await client.Send(Ask);
        await client.Expect("""{"ack":7}""", """{"class":"x","cmd":"y","tid":1}""");
        await client.Send("""{"ack":1}""");
        await client.End();
        await client.Expect("""{"result":"error","data":{"code":100009,"error":"Process failed"},"tid":7}""", null);
        Assert.Empty(world.Sessions.Local);
    }

    [Fact]
    public async Task Reset_WithARelayUnderWay_EndsTheConnectionAtOnce()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send(Ask);
        await target.Receive();
        await target.Send("""{"ack":1}""");
        await caller.Reset();
        await caller.Running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("t", Assert.Single(world.Sessions.Local).Claim.SessionId);
    }

    [Fact]
    public async Task Relays_PastTheBound_AreOverloaded()
    {
        using var world = new ApiWorld();
        var (caller, target) = (await world.Login("admin", "c"), await world.Login("mia", "t"));
        await caller.Send([.. Enumerable.Repeat(Ask, 10_001)]);
        for (var ack = 0; ack < 10_000; ack++)
        {
            await caller.Expect("""{"ack":7}""");
        }

        await caller.Expect("""{"result":"error","data":{"code":100081,"error":"Overloaded"},"tid":7}""");
        for (var tid = 1; tid <= 10_000; tid++)
        {
            await target.Expect($$"""{"class":"x","cmd":"y","tid":{{tid}}}""");
        }
    }

    [Fact]
    public async Task AsynchronousPlugin_IsAcknowledgedAndOthersGoOn()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        await client.Send(
            """{"class":7,"cmd":"wait","data":{"any":[1],"odd":1},"tid":1}""",
            """{"class":7,"cmd":"wait_and_fail","tid":2}""",
            """{"class":7,"cmd":"echo","tid":3}""");
        await client.Expect("""{"ack":1}""", """{"ack":2}""", """{"result":"ok","tid":3}""");
        world.Handler.Go();
        string[] answers = [(await client.Receive())!, (await client.Receive())!];
        Assert.Contains("""{"result":"ok","data":[1],"tid":1}""", answers);
        Assert.Contains(answers, answer => answer.Contains("100003", StringComparison.Ordinal));
        Assert.Equal("""{"result":"ok"}""", await client.Request("core", "echo", className: "7"));
    }

    [Fact]
    public async Task Plugin_Refuses_WithItsOwnCodeAndText()
    {
        using var world = new ApiWorld();
        var client = await world.Login();
        Assert.Equal(
            """{"result":"error","data":{"code":200001,"error":"Not today"}}""", await client.Request("core", "refuse", className: "7"));
    }
}
