using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>The closing handshake both ways (RFC 6455 5.5.1, 7) and its time limits.</summary>
public class CloseTests
{
    private static readonly TimeSpan Late = ConnectionEnd.Patience + (2 * TimingWheel.TickLength);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(1000), InlineData(1001), InlineData(1003), InlineData(1007), InlineData(1011), InlineData(3000), InlineData(4999)]
    public async Task Read_PeerCloses_IsAnsweredWithItsCode(int code)
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.CloseFrame(code, "grüße"), TestPeer.Text("never seen"));
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        var frame = await peer.Receive();
        Assert.Equal((8, code, 2), (frame!.Opcode, frame.Code, frame.Payload.Length));
        Assert.Equal(code, peer.Connection.CloseStatus);
        await peer.Connection.Finish().WaitAsync(Cancel);
        Assert.False(peer.Wire.IsAborted);
    }

    [Fact]
    public async Task Read_PeerClosesWithoutCode_IsAnsweredWithoutCode()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(8, []));
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Empty((await peer.Receive())!.Payload);
        Assert.Equal(1005, peer.Connection.CloseStatus);
    }

    [Theory, InlineData(0), InlineData(999), InlineData(1004), InlineData(1005), InlineData(1006), InlineData(1012), InlineData(1015),
     InlineData(1016), InlineData(2999), InlineData(5000), InlineData(65_535)]
    public async Task Read_PeerClosesWithWrongCode_Is1002(int code)
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.CloseFrame(code));
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(1002, (await peer.Receive())!.Code);
    }

    [Theory, InlineData("03", 1002), InlineData("03E8FF", 1007), InlineData("03E8E282", 1007)]
    public async Task Read_PeerClosesWithWrongPayload_IsRefused(string payload, int code)
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(8, Convert.FromHexString(payload)));
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(code, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Read_PeerClosesWithinFragments_IsAnswered()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, "a"u8, isFinal: false), TestPeer.CloseFrame(1000));
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(1000, (await peer.Receive())!.Code);
    }

    public static TheoryData<int> Codes => [.. Enum.GetValues<CloseCode>().Select(code => (int)code)];

    [Theory, MemberData(nameof(Codes))]
    public async Task Close_AnyCode_SendsItWithItsReason(int code)
    {
        using var peer = new TestPeer();
        Assert.True(peer.Connection.Close((CloseCode)code));
        var frame = await peer.Receive();
        Assert.Equal((8, code), (frame!.Opcode, frame.Code));
        Assert.Equal(((CloseCode)code).Reason(), Encoding.UTF8.GetString(frame.Payload[2..]));
    }

    [Fact]
    public async Task Close_MessagesQueued_AreSentBeforeTheCloseFrame()
    {
        using var peer = new TestPeer();
        for (var i = 0; i < 100; i++)
        {
            Assert.True(peer.Connection.TryEnqueue(new[] { (byte)i }));
        }

        Assert.True(peer.Connection.Close(CloseCode.Stopped));
        Assert.False(peer.Connection.Close(CloseCode.Normal));
        Assert.True(peer.Connection.TryEnqueue("late"u8.ToArray()));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(new[] { (byte)i }, (await peer.Receive())!.Payload);
        }

        Assert.Equal(4500, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Close_WhileAReadWaits_EndsIt()
    {
        using var peer = new TestPeer();
        var read = peer.Read();
        peer.Connection.Close(CloseCode.Shutdown);
        Assert.Equal(InboundKind.End, (await read).Kind);
    }

    [Fact]
    public async Task Close_MessagesBuffered_AreNotRead()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Text("a"), TestPeer.Text("b"));
        Assert.Equal((InboundKind.Text, "a"), await peer.Read());
        peer.Connection.Close(CloseCode.Normal);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
    }

    [Fact]
    public async Task Finish_PeerAnswersTheClose_EndsAtOnce()
    {
        using var peer = new TestPeer();
        var finish = peer.Connection.Finish();
        Assert.Equal(1000, (await peer.Receive())!.Code);
        await peer.Send(TestPeer.Text("dropped"), TestPeer.Frame(2, new byte[70_000]), TestPeer.CloseFrame(1000));
        await finish.WaitAsync(Cancel);
        Assert.False(peer.Wire.IsAborted);
        Assert.True(peer.Connection.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Finish_PeerAnswersTheCloseOfATooLargeMessage_EndsAtOnce()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, new byte[70_000])[..1_000]);
        Assert.Equal(InboundKind.TooLarge, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        var finish = peer.Connection.Finish();
        await peer.Send(TestPeer.Frame(1, new byte[70_000])[1_000..], TestPeer.CloseFrame(1009));
        await finish.WaitAsync(Cancel);
        Assert.False(peer.Wire.IsAborted);
    }

    [Fact]
    public async Task Finish_PeerNeverAnswers_IsAbortedAfterThreeSeconds()
    {
        using var peer = new TestPeer();
        var finish = peer.Connection.Finish();
        Assert.Equal(1000, (await peer.Receive())!.Code);
        peer.Clock.Advance(ConnectionEnd.Patience - TimingWheel.TickLength);
        Assert.False(finish.IsCompleted);
        peer.Clock.Advance(Late);
        await finish.WaitAsync(Cancel);
        Assert.True(peer.Wire.IsAborted);
    }

    [Fact]
    public async Task Close_FrontEndNeverReturns_IsAbortedAfterThreeSeconds()
    {
        using var peer = new TestPeer();
        peer.Connection.Close(CloseCode.Stopped);
        Assert.Equal(4500, (await peer.Receive())!.Code);
        peer.Clock.Advance(2 * Late);
        Assert.True(peer.Wire.IsAborted);
        Assert.True(peer.Connection.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task Close_PeerReadsNothing_IsAbortedAfterThreeSeconds()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        peer.Connection.EnqueueReply(new byte[200_000]);
        var finish = peer.Connection.Finish();
        peer.Clock.Advance(2 * Late);
        await finish.WaitAsync(Cancel);
        Assert.True(peer.Wire.IsAborted);
    }

    [Fact]
    public async Task Close_AsSlowConsumer_DropsTheQueueButNotHalfAFrame()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        Assert.True(peer.Connection.TryEnqueue(new byte[100_000]));
        Assert.True(peer.Connection.TryEnqueue("dropped"u8.ToArray()));
        await Until(() => peer.Wire.FlushCount > 0);
        peer.Connection.Close(CloseCode.SlowConsumer);
        Assert.Equal(100_000, (await peer.Receive())!.Payload.Length);
        Assert.Equal((8, 4002), ((await peer.Receive()) is { } frame ? (frame.Opcode, frame.Code) : default));
    }

    [Fact]
    public void Close_AsSlowConsumerThatIsReset_AbortsAtOnce()
    {
        using var peer = new TestPeer(TestPeer.DefaultOptions with { ResetSlowConsumer = true }, Framing.Line);
        peer.Connection.Close(CloseCode.SlowConsumer);
        Assert.True(peer.Wire.IsAborted);
        Assert.Equal(4002, peer.Connection.CloseStatus);
    }

    [Fact]
    public async Task Abort_EndsReadsAndWaits()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        peer.Connection.EnqueueReply(new byte[200_000]);
        var wait = peer.Connection.WaitRepliesBelow(1).AsTask();
        var read = peer.Read();
        peer.Connection.Abort();
        Assert.False(await wait.WaitAsync(Cancel));
        Assert.Equal(InboundKind.End, (await read).Kind);
        Assert.Equal(ConnectionEnd.Gone, peer.Connection.CloseStatus);
        await peer.Connection.Finish().WaitAsync(Cancel);
    }

    [Fact]
    public void Close_ReasonTooLong_Throws()
    {
        using var peer = new TestPeer();
        Assert.Throws<ArgumentOutOfRangeException>(() => peer.Connection.Close(CloseCode.Normal, new string('x', 124)));
    }

    [Fact]
    public async Task CloseAfter_NotCancelled_Closes()
    {
        using var peer = new TestPeer();
        peer.Connection.CloseAfter(TimeSpan.FromSeconds(5), CloseCode.Shutdown).Cancel();
        peer.Connection.CloseAfter(TimeSpan.FromSeconds(30), CloseCode.PolicyViolation);
        peer.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(peer.Connection.IsClosing);
        peer.Clock.Advance(TimeSpan.FromSeconds(0.3));
        Assert.Equal(1008, (await peer.Receive())!.Code);
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
