namespace EventPlatform.Gateway.Transport;

/// <summary>Pings both ways (RFC 6455 5.5.2, 5.5.3) and the idle limit.</summary>
public class PingTests
{
    private static readonly TimeSpan Tick = TimingWheel.TickLength;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(180);
    private static readonly MessageConnectionOptions Options = TestPeer.DefaultOptions with { PingInterval = Interval, IdleTimeout = Idle };

    [Fact]
    public async Task Read_Pings_AreAnsweredInOrderWithTheirPayload()
    {
        using var peer = new TestPeer();
        var read = peer.Read();
        for (var i = 0; i < 10; i++)
        {
            await peer.Send(TestPeer.Frame(9, new byte[] { (byte)i }));
        }

        await peer.Send(TestPeer.Frame(9, new byte[125]));
        for (var i = 0; i < 10; i++)
        {
            var pong = await peer.Receive();
            Assert.Equal((10, (byte)i), (pong!.Opcode, pong.Payload[0]));
        }

        Assert.Equal(125, (await peer.Receive())!.Payload.Length);
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task Read_PingFloodWhileTheWriterIsStuck_KeepsFewPongsAndTheNewest()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        peer.Connection.EnqueueReply(new byte[100_000]);
        var read = peer.Read();
        for (var i = 0; i < 10_000; i++)
        {
            await peer.Send(TestPeer.Frame(9, BitConverter.GetBytes(i)));
        }

        await peer.Send(TestPeer.Text("end"));
        Assert.Equal("end", (await read).Text);
        peer.Connection.Close(CloseCode.Normal);
        Assert.Equal(100_000, (await peer.Receive())!.Payload.Length);
        var count = 0;
        for (var frame = await peer.Receive(); frame!.Opcode == 10; frame = await peer.Receive())
        {
            count++;
        }

        Assert.InRange(count, 1, 40);
    }

    [Fact]
    public async Task Clock_EveryInterval_SendsAPing()
    {
        using var peer = new TestPeer(Options with { IdleTimeout = TimeSpan.Zero });
        for (var i = 0; i < 10; i++)
        {
            peer.Clock.Advance(Interval + Tick);
            var ping = await peer.Receive();
            Assert.Equal((9, 0), (ping!.Opcode, ping.Payload.Length));
        }
    }

    [Fact]
    public async Task Clock_NothingReceived_ClosesAsIdleAndNotBefore()
    {
        using var peer = new TestPeer(Options with { PingInterval = TimeSpan.Zero });
        peer.Clock.Advance(Idle - Tick);
        Assert.False(peer.Connection.IsClosing);
        peer.Clock.Advance(3 * Tick);
        Assert.Equal(4003, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Clock_PongOrMessage_PutsIdleOff()
    {
        foreach (var frame in (byte[][])[TestPeer.Frame(10, []), TestPeer.Text("x")])
        {
            using var peer = new TestPeer(Options with { PingInterval = TimeSpan.Zero });
            peer.Clock.Advance(Idle - Tick);
            await peer.Send(frame, TestPeer.Text("end"));
            while ((await peer.Read()).Text != "end")
            {
            }

            peer.Clock.Advance(Idle - Tick);
            Assert.False(peer.Connection.IsClosing);
            peer.Clock.Advance(4 * Tick);
            Assert.Equal(4003, peer.Connection.CloseStatus);
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Clock_ReceivedPing_PutsIdleOffWhenItCounts(bool isActivity)
    {
        using var peer = new TestPeer(Options with { PingInterval = TimeSpan.Zero, PingIsActivity = isActivity });
        var read = peer.Read();
        peer.Clock.Advance(Idle - Tick);
        var ping = TestPeer.Frame(9, "x"u8);
        await peer.Send(ping);
        Assert.Equal((10, "x"), (await peer.Receive() is { } pong ? (pong.Opcode, pong.Text) : default));
        while (peer.Connection.BytesReceived < ping.Length)
        {
            await Task.Yield();
        }

        Assert.False(read.IsCompleted);
        peer.Clock.Advance(3 * Tick);
        Assert.Equal(isActivity ? 0 : 4003, peer.Connection.CloseStatus);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Clock_SentMessage_PutsIdleOffWhenItCounts(bool isActivity)
    {
        using var peer = new TestPeer(Options with { PingInterval = TimeSpan.Zero, SendingIsActivity = isActivity });
        peer.Clock.Advance(Idle - Tick);
        peer.Connection.TryEnqueue("x"u8.ToArray());
        await peer.Receive();
        while (peer.Connection.UnsentBytes > 0)
        {
            await Task.Yield();
        }

        peer.Clock.Advance(3 * Tick);
        Assert.Equal(!isActivity, peer.Connection.IsClosing);
    }

    [Fact]
    public async Task Clock_OnLines_SendsNoPings()
    {
        using var peer = new TestPeer(Options with { IdleTimeout = TimeSpan.Zero }, Framing.Line);
        peer.Clock.Advance(10 * Interval);
        peer.Connection.SendPing();
        peer.Connection.EnqueueReply("x"u8.ToArray());
        await peer.End();
        await peer.Connection.Finish();
        Assert.Equal("x\n", await peer.ReceiveAll());
    }
}
