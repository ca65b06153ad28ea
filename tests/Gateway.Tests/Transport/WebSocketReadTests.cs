using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>What a client may send (RFC 6455 5.2 to 5.6, 8.1).</summary>
public class WebSocketReadTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('a' + (i % 26))));

    public static TheoryData<int> Sizes => [0, 1, 3, 4, 7, 31, 32, 33, 125, 126, 127, 4_090, 4_096, 5_000, 65_535, 65_536];

    [Theory, MemberData(nameof(Sizes))]
    public async Task Read_MessageOfAnySize_IsUnmasked(int length)
    {
        using var peer = new TestPeer();
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('0' + (i % 75))));
        await peer.Send(TestPeer.Text(text), TestPeer.Text("next"));
        Assert.Equal((InboundKind.Text, text), await peer.Read());
        Assert.Equal((InboundKind.Text, "next"), await peer.Read());
    }

    [Fact]
    public async Task Read_SplitAtEveryByte_GivesTheSameMessages()
    {
        byte[] stream = [.. TestPeer.Text("grüße"), .. TestPeer.Frame(1, "ab"u8, isFinal: false), .. TestPeer.Frame(9, "ping"u8),
            .. TestPeer.Frame(0, "cd"u8), .. TestPeer.Text(Long[..130]), .. TestPeer.Frame(2, [1, 2])];
        for (var split = 0; split <= stream.Length; split++)
        {
            using var peer = new TestPeer();
            var first = peer.Read();
            await peer.Send(stream[..split]);
            await peer.Send(stream[split..]);
            Assert.Equal((InboundKind.Text, "grüße"), await first);
            Assert.Equal((InboundKind.Text, "abcd"), await peer.Read());
            Assert.Equal((InboundKind.Text, Long[..130]), await peer.Read());
            Assert.Equal((InboundKind.Binary, "\u0001\u0002"), await peer.Read());
            Assert.Equal("ping", (await peer.Receive())!.Text);
        }
    }

    [Fact]
    public async Task Read_OneByteAtATime_GivesTheMessage()
    {
        using var peer = new TestPeer();
        var read = peer.Read();
        foreach (var one in TestPeer.Text(Long[..300]))
        {
            await peer.Send([one]);
        }

        Assert.Equal((InboundKind.Text, Long[..300]), await read);
    }

    [Theory, InlineData(16), InlineData(100), InlineData(4_096)]
    public async Task Read_ManyMessagesOverSegmentsOfAnySize_GivesAllInOrder(int segmentBytes)
    {
        using var peer = new TestPeer(wire: new PipeWire(segmentBytes: segmentBytes));
        await peer.Send([.. Enumerable.Range(0, 500).SelectMany(i => TestPeer.Text($"{i}:{Long[..(i % 70)]}"))]);
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal((InboundKind.Text, $"{i}:{Long[..(i % 70)]}"), await peer.Read());
        }
    }

    [Fact]
    public void Apply_AnyKeyAtAnyOffset_Unmasks()
    {
        foreach (var mask in (uint[])[0, 1, 0xFF, 0xFF00_0000, uint.MaxValue, 0x1234_5678])
        {
            for (var length = 0; length < 80; length++)
            {
                var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
                var masked = TestPeer.Frame(2, bytes, mask: mask)[6..];
                for (var offset = 0; offset <= Math.Min(5, length); offset++)
                {
                    var piece = masked[offset..];
                    FrameMask.Apply(piece, mask, offset);
                    Assert.Equal(bytes[offset..], piece);
                }
            }
        }
    }

    [Fact]
    public async Task Read_Fragments_AreOneMessage()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, "a"u8, isFinal: false), TestPeer.Frame(0, ""u8, isFinal: false),
            TestPeer.Frame(0, Encoding.UTF8.GetBytes(Long), isFinal: false), TestPeer.Frame(0, ""u8), TestPeer.Text("next"));
        Assert.Equal((InboundKind.Text, "a" + Long), await peer.Read());
        Assert.Equal((InboundKind.Text, "next"), await peer.Read());
    }

    [Fact]
    public async Task Read_FragmentedBinary_IsBinary()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(2, [0xFF], isFinal: false), TestPeer.Frame(0, [0xFE]));
        Assert.Equal(InboundKind.Binary, (await peer.Read()).Kind);
    }

    [Fact]
    public async Task Read_EmptyFragmentedMessage_IsEmpty()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, [], isFinal: false), TestPeer.Frame(0, []));
        Assert.Equal((InboundKind.Text, ""), await peer.Read());
    }

    [Fact]
    public async Task Read_ControlFramesBetweenFragments_AreAnsweredAtOnce()
    {
        using var peer = new TestPeer();
        var read = peer.Read();
        await peer.Send(TestPeer.Frame(1, "a"u8, isFinal: false), TestPeer.Frame(9, "1"u8), TestPeer.Frame(10, "x"u8));
        Assert.Equal((10, "1"), Seen(await peer.Receive()));
        await peer.Send(TestPeer.Frame(0, "b"u8));
        Assert.Equal((InboundKind.Text, "ab"), await read);
    }

    [Fact]
    public async Task Read_TextSplitWithinCharacters_IsChecked()
    {
        const string Characters = "aé€😀z";
        var bytes = Encoding.UTF8.GetBytes(Characters);
        for (var split = 0; split <= bytes.Length; split++)
        {
            for (var second = split; second <= bytes.Length; second++)
            {
                using var peer = new TestPeer();
                await peer.Send(TestPeer.Frame(1, bytes.AsSpan(0, split), isFinal: false),
                    TestPeer.Frame(0, bytes.AsSpan(split, second - split), isFinal: false), TestPeer.Frame(0, bytes.AsSpan(second)));
                Assert.Equal((InboundKind.Text, Characters), await peer.Read());
            }
        }
    }

    // Overlong, surrogate, over U+10FFFF, stray continuation, cut off, 0xFF.
    [Theory, InlineData("C080"), InlineData("EDA080"), InlineData("F4908080"), InlineData("80"), InlineData("61E282"), InlineData("FF")]
    public async Task Read_InvalidUtf8_IsReportedThenClosed1007(string hex)
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, Convert.FromHexString(hex)));
        Assert.Equal(InboundKind.InvalidText, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(1007, (await peer.Receive())!.Code);
    }

    [Theory, InlineData("FF"), InlineData("61C0"), InlineData("EDA0"), InlineData("F490")]
    public async Task Read_InvalidUtf8InAnEarlyFragment_IsReportedBeforeTheMessageEnds(string hex)
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, Convert.FromHexString(hex), isFinal: false));
        Assert.Equal(InboundKind.InvalidText, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
    }

    [Fact]
    public async Task Read_CutOffCharacterAtTheEndOfFragments_IsInvalid()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Frame(1, [0xE2, 0x82], isFinal: false), TestPeer.Frame(0, []));
        Assert.Equal(InboundKind.InvalidText, (await peer.Read()).Kind);
    }

    [Theory, InlineData(100, false), InlineData(101, true)]
    public async Task Read_LimitInOneFrame_CountsThePayload(int length, bool isOver)
    {
        using var peer = new TestPeer(TestPeer.DefaultOptions with { MessageBytesMax = 100 });
        await peer.Send(TestPeer.Text(Long[..length]));
        Assert.Equal(isOver ? InboundKind.TooLarge : InboundKind.Text, (await peer.Read()).Kind);
        Assert.False(peer.Connection.IsClosing);
        await peer.End();
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(isOver ? 1009 : 0, peer.Connection.CloseStatus);
    }

    [Theory, InlineData(50, false), InlineData(51, true)]
    public async Task Read_LimitOverFragments_CountsTheirSum(int second, bool isOver)
    {
        using var peer = new TestPeer(TestPeer.DefaultOptions with { MessageBytesMax = 100 });
        await peer.Send(TestPeer.Frame(1, Encoding.UTF8.GetBytes(Long[..50]), isFinal: false),
            TestPeer.Frame(0, Encoding.UTF8.GetBytes(Long[..second])));
        Assert.Equal(isOver ? InboundKind.TooLarge : InboundKind.Text, (await peer.Read()).Kind);
        Assert.False(peer.Connection.IsClosing);
        await peer.End();
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(isOver ? 1009 : 0, peer.Connection.CloseStatus);
    }

    [Fact]
    public async Task Read_HeaderOverTheLimit_ClosesBeforeThePayloadComes()
    {
        using var peer = new TestPeer();
        await peer.Send([0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4]);
        Assert.Equal(InboundKind.TooLarge, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal((8, 1009), ((await peer.Receive()) is { } frame ? (frame.Opcode, frame.Code) : default));
    }

    public static TheoryData<string, byte[]> WrongFrames => new()
    {
        { "RSV1", [0xC1, 0x80, 0, 0, 0, 0] },
        { "RSV2", [0xA1, 0x80, 0, 0, 0, 0] },
        { "RSV3", [0x91, 0x80, 0, 0, 0, 0] },
        { "opcode 3", [0x83, 0x80, 0, 0, 0, 0] },
        { "opcode 7", [0x87, 0x80, 0, 0, 0, 0] },
        { "opcode 11", [0x8B, 0x80, 0, 0, 0, 0] },
        { "opcode 15", [0x8F, 0x80, 0, 0, 0, 0] },
        { "not masked", [0x81, 0x00] },
        { "ping not masked", [0x89, 0x00] },
        { "fragmented ping", [0x09, 0x80, 0, 0, 0, 0] },
        { "fragmented close", [0x08, 0x80, 0, 0, 0, 0] },
        { "ping of 126", [0x89, 0xFE, 0, 126, 0, 0, 0, 0] },
        { "continuation of nothing", [0x80, 0x80, 0, 0, 0, 0] },
        { "text within fragments", [.. TestPeer.Frame(1, "a"u8, isFinal: false), .. TestPeer.Text("b")] },
        { "binary within fragments", [.. TestPeer.Frame(1, "a"u8, isFinal: false), .. TestPeer.Frame(2, "b"u8)] },
        { "16 bit length of 125", [0x81, 0xFE, 0, 125, 0, 0, 0, 0] },
        { "64 bit length of 65535", [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0] },
        { "negative length", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory, MemberData(nameof(WrongFrames))]
    public async Task Read_WrongFrame_IsReportedThenClosed1002(string what, byte[] frame)
    {
        using var peer = new TestPeer();
        await peer.Send(frame, TestPeer.Text("never seen"));
        Assert.Equal((what, InboundKind.InvalidFrame), (what, (await peer.Read()).Kind));
        Assert.Equal((what, InboundKind.End), (what, (await peer.Read()).Kind));
        Assert.Equal(1002, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Read_TwoWrongBytes_CloseWithoutTheRestOfTheHeader()
    {
        using var peer = new TestPeer();
        await peer.Send([0x81, 0x7F]);
        Assert.Equal(InboundKind.InvalidFrame, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(1002, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Read_WrongFrame_TheReaderMayAnswerAndClose()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Text("a"), [0xC1, 0x80, 0, 0, 0, 0]);
        Assert.Equal((InboundKind.Text, "a"), await peer.Read());
        var message = await peer.Connection.Read();
        Assert.Equal((InboundKind.InvalidFrame, CloseCode.ProtocolError), (message.Kind, message.Failure));
        peer.Connection.EnqueueReply("answer"u8.ToArray());
        peer.Connection.Close(message.Failure);
        Assert.Equal("answer", (await peer.Receive())!.Text);
        Assert.Equal(1002, (await peer.Receive())!.Code);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
    }

    [Fact]
    public async Task Read_PeerIsGone_Ends()
    {
        using var peer = new TestPeer();
        await peer.Send(TestPeer.Text("a"), TestPeer.Text("b")[..4]);
        await peer.End();
        Assert.Equal((InboundKind.Text, "a"), await peer.Read());
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
    }

    private static (int Opcode, string Text) Seen(PeerFrame? frame) => (frame!.Opcode, frame.Text);
}
