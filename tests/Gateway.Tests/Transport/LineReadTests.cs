using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>Lines: LF or CRLF, the limit without the end (external-api.md 1, status-interface.md 1).</summary>
public class LineReadTests
{
    private static readonly MessageConnectionOptions Skip =
        TestPeer.DefaultOptions with { MessageBytesMax = 8, LineOverLimit = OverLimit.Skip };

    private static readonly MessageConnectionOptions Stop = Skip with { LineOverLimit = OverLimit.Stop };

    [Fact]
    public async Task Read_SplitAtEveryByte_GivesTheSameLines()
    {
        var stream = "one\ntwo\r\n\n\r\na\rb\n12345678\r\n"u8.ToArray();
        for (var split = 0; split <= stream.Length; split++)
        {
            using var peer = Lines(Skip);
            var first = peer.Read();
            await peer.Send(stream[..split]);
            await peer.Send(stream[split..]);
            await peer.End();
            Assert.Equal((InboundKind.Text, "one"), await first);
            await Expect(peer, "two", "", "", "a\rb", "12345678", null);
        }
    }

    [Fact]
    public async Task Read_OneByteAtATimeInTinySegments_GivesTheLine()
    {
        using var peer = new TestPeer(framing: Framing.Line, wire: new PipeWire(segmentBytes: 16));
        var line = new string('x', 300);
        var read = peer.Read();
        foreach (var one in Encoding.UTF8.GetBytes(line + "\r\nnext\n"))
        {
            await peer.Send([one]);
        }

        Assert.Equal((InboundKind.Text, line), await read);
        Assert.Equal((InboundKind.Text, "next"), await peer.Read());
    }

    [Fact]
    public async Task Read_AnyBytes_AreNotLookedAt()
    {
        using var peer = Lines(Skip);
        await peer.Send([0xFF, 0, 0xC0, (byte)'\n']);
        Assert.Equal([0xFF, 0, 0xC0], (await peer.Connection.Read()).Payload.ToArray());
    }

    [Theory]
    [InlineData("12345678\n", "12345678")]
    [InlineData("12345678\r\n", "12345678")]
    [InlineData("1234567\r\r\n", "1234567\r")]
    [InlineData("123456789\n", null)]
    [InlineData("123456789\r\n", null)]
    [InlineData("12345678\r\r\n", null)]
    [InlineData("12345678\rx\n", null)]
    public async Task Read_AroundTheLimit_CountsWithoutTheEnd(string input, string? line)
    {
        for (var split = 0; split <= input.Length; split++)
        {
            using var peer = Lines(Skip);
            await peer.Send(Encoding.UTF8.GetBytes(input[..split]), Encoding.UTF8.GetBytes(input[split..] + "next\n"));
            Assert.Equal(line is null ? (InboundKind.TooLarge, "") : (InboundKind.Text, line), await peer.Read());
            Assert.Equal((InboundKind.Text, "next"), await peer.Read());
        }
    }

    [Theory, InlineData("123456789"), InlineData("12345678\rx"), InlineData("12345678\r\r")]
    public async Task Read_OverTheLimitForCertain_IsToldBeforeTheLineEnds(string start)
    {
        using var peer = Lines(Skip);
        await peer.Send(Encoding.UTF8.GetBytes(start));
        Assert.Equal(InboundKind.TooLarge, (await peer.Read()).Kind);
        var next = peer.Read();
        await peer.Send([.. new byte[100_000]]);
        Assert.False(next.IsCompleted);
        await peer.Send("\nnext\n"u8.ToArray());
        Assert.Equal((InboundKind.Text, "next"), await next);
    }

    [Fact]
    public async Task Read_ReturnAtTheLimit_IsNotCertain()
    {
        using var peer = Lines(Skip);
        await peer.Send("12345678\r"u8.ToArray());
        var read = peer.Read();
        Assert.False(read.IsCompleted);
        await peer.Send("\n"u8.ToArray());
        Assert.Equal((InboundKind.Text, "12345678"), await read);
    }

    [Fact]
    public async Task Read_OverTheLimitWhenItStops_EndsAfterTheReport()
    {
        using var peer = Lines(Stop);
        await peer.Send("a\n123456789"u8.ToArray(), "\nnever\n"u8.ToArray());
        Assert.Equal((InboundKind.Text, "a"), await peer.Read());
        Assert.Equal(InboundKind.TooLarge, (await peer.Read()).Kind);
        await Expect(peer, null, null);
    }

    [Theory, InlineData(65_536, InboundKind.Text), InlineData(65_537, InboundKind.TooLarge)]
    public async Task Read_RealLimit_IsExact(int length, object kind)
    {
        using var peer = Lines(TestPeer.DefaultOptions);
        await peer.Send([.. Enumerable.Repeat((byte)'x', length), (byte)'\r', (byte)'\n']);
        Assert.Equal(kind, (await peer.Read()).Kind);
    }

    [Fact]
    public async Task Read_ClientEndsItsSide_WholeLinesComeAndTheRestIsDropped()
    {
        using var peer = Lines(Skip);
        await peer.Send("a\nb\r\nrest"u8.ToArray());
        await peer.End();
        await Expect(peer, "a", "b", null, null);
        Assert.False(peer.Connection.IsClosing);
    }

    [Fact]
    public async Task Close_WithAnswersQueued_SendsThemAllThenEnds()
    {
        using var peer = Lines(Skip);
        await peer.Send("a\n"u8.ToArray());
        await peer.End();
        await Expect(peer, "a", null);
        peer.Connection.EnqueueReply("one"u8.ToArray());
        Assert.True(peer.Connection.TryEnqueue("""{"tid":"""u8.ToArray(), 120));
        peer.Connection.EnqueueReply(default);
        await peer.Connection.Finish();
        Assert.Equal("one\n{\"tid\":120}\n\n", await peer.ReceiveAll());
        Assert.False(peer.Wire.IsAborted);
    }

    [Fact]
    public async Task Close_WhileThePeerStillSends_DropsItUntilItEnds()
    {
        using var peer = Lines(Skip);
        peer.Connection.EnqueueReply("bye"u8.ToArray());
        var finish = peer.Connection.Finish();
        Assert.Equal("bye\n", await peer.ReceiveAll());
        await peer.Send("never read\n"u8.ToArray());
        Assert.False(finish.IsCompleted);
        await peer.End();
        await finish.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(peer.Wire.IsAborted);
        Assert.Equal(0, peer.Connection.MessagesReceived);
    }

    private static TestPeer Lines(MessageConnectionOptions options) => new(options, Framing.Line);

    /// <summary>null: the end.</summary>
    private static async Task Expect(TestPeer peer, params string?[] lines)
    {
        foreach (var line in lines)
        {
            Assert.Equal(line is null ? (InboundKind.End, "") : (InboundKind.Text, line), await peer.Read());
        }
    }
}
