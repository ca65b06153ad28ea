using System.IO.Compression;
using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>Compressed messages of a client (RFC 7692 6 and 7.2.2).</summary>
public class DeflateReadTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i * 7_919 % 10_007},"));

    // The examples of RFC 7692 7.2.3.1, .3, .4, .5 and .6, and what senders make of an empty message.
    [Theory]
    [InlineData("F248CDC9C90700", "Hello")]
    [InlineData("000500FAFF48656C6C6F00", "Hello")]
    [InlineData("F348CDC9C9070000", "Hello")]
    [InlineData("F24805000000FFFFCAC9C90700", "Hello")]
    [InlineData("00", "")]
    [InlineData("", "")]
    [InlineData("0200", "")]
    [InlineData("030000", "")]
    public async Task Read_WellKnownForms_AreInflated(string hex, string text)
    {
        using var peer = NewPeer();
        await peer.Send(TestPeer.Frame(0x41, Convert.FromHexString(hex)), Deflated.Text("next"));
        Assert.Equal((InboundKind.Text, text), await peer.Read());
        Assert.Equal((InboundKind.Text, "next"), await peer.Read());
    }

    [Fact]
    public async Task Read_CompressedAndNot_InAnyOrder()
    {
        using var peer = NewPeer();
        await peer.Send(TestPeer.Text("plain"), Deflated.Text("small"), Deflated.Text(Long), TestPeer.Text(Long), Deflated.Text(""),
            TestPeer.Frame(0x42, Deflated.Bytes("binary")), TestPeer.Text("end"));
        foreach (var text in (string[])["plain", "small", Long, Long, ""])
        {
            Assert.Equal((InboundKind.Text, text), await peer.Read());
        }

        Assert.Equal((InboundKind.Binary, "binary"), await peer.Read());
        Assert.Equal((InboundKind.Text, "end"), await peer.Read());
    }

    [Fact]
    public async Task Read_SplitAtEveryByte_GivesTheSameMessages()
    {
        var compressed = Deflated.Bytes("grüße, grüße, grüße");
        byte[] stream = [.. Deflated.Text(Long[..300]), .. TestPeer.Frame(0x41, compressed.AsSpan(0, 5), isFinal: false),
            .. TestPeer.Frame(9, "ping"u8), .. TestPeer.Frame(0, compressed.AsSpan(5)), .. TestPeer.Text("plain")];
        for (var split = 0; split <= stream.Length; split++)
        {
            using var peer = NewPeer();
            var first = peer.Read();
            await peer.Send(stream[..split]);
            await peer.Send(stream[split..]);
            Assert.Equal((InboundKind.Text, Long[..300]), await first);
            Assert.Equal((InboundKind.Text, "grüße, grüße, grüße"), await peer.Read());
            Assert.Equal((InboundKind.Text, "plain"), await peer.Read());
            Assert.Equal((10, "ping"), (await peer.Receive()) is { } pong ? (pong.Opcode, pong.Text) : default);
        }
    }

    [Fact]
    public async Task Read_FragmentedAtEveryByteWithPings_IsOneMessage()
    {
        var compressed = Deflated.Bytes("a€😀" + Long[..40]);
        for (var split = 0; split <= compressed.Length; split++)
        {
            using var peer = NewPeer();
            var read = peer.Read();
            await peer.Send(TestPeer.Frame(0x41, compressed.AsSpan(0, split), isFinal: false), TestPeer.Frame(9, "1"u8));
            Assert.Equal("1", (await peer.Receive())!.Text);
            await peer.Send(TestPeer.Frame(0, compressed.AsSpan(split), isFinal: false), TestPeer.Frame(0, []), TestPeer.Text("next"));
            Assert.Equal((InboundKind.Text, "a€😀" + Long[..40]), await read);
            Assert.Equal((InboundKind.Text, "next"), await peer.Read());
        }
    }

    [Theory, InlineData(16), InlineData(4_096)]
    public async Task Read_ManyOverSegmentsOfAnySize_GivesAllInOrder(int segmentBytes)
    {
        using var peer = NewPeer(wire: new PipeWire(segmentBytes: segmentBytes));
        await peer.Send([.. Enumerable.Range(0, 200).SelectMany(i => Deflated.Text($"{i}:{Long[..(i * 9)]}"))]);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal((InboundKind.Text, $"{i}:{Long[..(i * 9)]}"), await peer.Read());
        }
    }

    public static TheoryData<string, byte[]> MisusedRsv1 => new()
    {
        { "continuation", [.. TestPeer.Frame(0x41, Deflated.Bytes("a"), isFinal: false), .. TestPeer.Frame(0x40, [])] },
        { "continuation of an uncompressed message", [.. TestPeer.Frame(1, "a"u8, isFinal: false), .. TestPeer.Frame(0x40, [0])] },
        { "ping", TestPeer.Frame(0x49, [0]) },
        { "pong", TestPeer.Frame(0x4A, [0]) },
        { "close", TestPeer.Frame(0x48, [0]) },
        { "RSV2 too", TestPeer.Frame(0x61, Deflated.Bytes("a")) },
        { "RSV3 too", TestPeer.Frame(0x51, Deflated.Bytes("a")) },
    };

    [Theory, MemberData(nameof(MisusedRsv1))]
    public async Task Read_Rsv1WhereItMustNotBe_Closes1002(string what, byte[] frame)
    {
        using var peer = NewPeer();
        await peer.Send(frame, TestPeer.Text("never seen"));
        Assert.Equal((what, InboundKind.InvalidFrame), (what, await peer.ReadFailure()));
        Assert.Equal(1002, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Read_CompressedWithoutAgreement_Closes1002()
    {
        using var peer = new TestPeer();
        await peer.Send(Deflated.Text("a"));
        Assert.Equal(InboundKind.InvalidFrame, await peer.ReadFailure());
        Assert.Equal(1002, (await peer.Receive())!.Code);
    }

    // Reserved block type; wrong stored length; distance before the start; cut off in several places; a final block without the one that
    // must follow it, and with rubbish behind it.
    [Theory]
    [InlineData("0700")]
    [InlineData("000500FBFF48656C6C6F00")]
    [InlineData("4A04120000")]
    [InlineData("F248CD")]
    [InlineData("000500FAFF48656C")]
    [InlineData("00FF0000FF4865")]
    [InlineData("F248CDC9C9")]
    [InlineData("F348CDC9C90700")]
    [InlineData("F348CDC9C90700FF")]
    public async Task Read_BrokenData_Closes1007(string hex)
    {
        using var peer = NewPeer();
        await peer.Send(TestPeer.Frame(0x41, Convert.FromHexString(hex)), TestPeer.Text("never seen"));
        Assert.Equal(InboundKind.InvalidFrame, await peer.ReadFailure());
        Assert.Equal(1007, (await peer.Receive())!.Code);
    }

    [Theory, InlineData("C080"), InlineData("61E282"), InlineData("FF")]
    public async Task Read_InvalidUtf8Inside_IsReportedThenClosed1007(string hex)
    {
        using var peer = NewPeer();
        var compressed = Deflated.Bytes(Convert.FromHexString(hex).AsSpan());
        await peer.Send(TestPeer.Frame(0x41, compressed.AsSpan(0, 1), isFinal: false), TestPeer.Frame(0, compressed.AsSpan(1)));
        Assert.Equal(InboundKind.InvalidText, (await peer.Read()).Kind);
        Assert.Equal(InboundKind.End, (await peer.Read()).Kind);
        Assert.Equal(1007, (await peer.Receive())!.Code);
    }

    [Theory, InlineData(1, 20_000, true), InlineData(3, 6_000, true), InlineData(64, 1_000, true), InlineData(65, 1_000, false)]
    public async Task Read_FinalBlocksWithinAMessage_AreFollowedByMore(int count, int lengthMax, bool isGood)
    {
        using var peer = NewPeer();
        var parts = Enumerable.Range(1, count).Select(i => Long[..(lengthMax * i / count)]).ToArray();
        await peer.Send(TestPeer.Frame(0x41, [.. parts.SelectMany(Deflated.Final), .. Deflated.Bytes("end")]));
        if (isGood)
        {
            Assert.Equal((InboundKind.Text, string.Concat(parts) + "end"), await peer.Read());
            return;
        }

        Assert.Equal(InboundKind.InvalidFrame, await peer.ReadFailure());
        Assert.Equal(1007, peer.Connection.CloseStatus);
    }

    /// <summary>What one message has brought can't be referred to by the next.</summary>
    [Fact]
    public async Task Read_ReferenceToTheMessageBefore_Closes1007()
    {
        using var all = new MemoryStream();
        using var deflate = new DeflateStream(all, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(Encoding.UTF8.GetBytes(Long[..500]));
        deflate.Flush();
        var first = (int)all.Length;
        deflate.Write(Encoding.UTF8.GetBytes(Long[..500]));
        deflate.Flush();
        var both = all.ToArray();
        using var peer = NewPeer();
        await peer.Send(TestPeer.Frame(0x41, both.AsSpan(0, first - 4)), TestPeer.Frame(0x41, both.AsSpan(first, both.Length - first - 4)));
        Assert.Equal((InboundKind.Text, Long[..500]), await peer.Read());
        Assert.Equal(InboundKind.InvalidFrame, await peer.ReadFailure());
        Assert.Equal(1007, peer.Connection.CloseStatus);
    }

    [Fact]
    public async Task Read_RandomBytesAsCompressed_EndsButNeverFails()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var bytes = seed % 2 == 0 ? new byte[random.Next(1, 100)] : Deflated.Bytes(Long[..random.Next(1, 500)]);
            if (seed % 2 == 0)
            {
                random.NextBytes(bytes);
            }
            else
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            using var peer = NewPeer();
            await peer.Send(TestPeer.Frame(0x42, bytes));
            await peer.End();
            while ((await peer.Read()).Kind != InboundKind.End)
            {
            }

            Assert.True(peer.Connection.CloseStatus is 0 or 1007, $"{seed}: {peer.Connection.CloseStatus}");
        }
    }

    private static TestPeer NewPeer(MessageConnectionOptions? options = null, PipeWire? wire = null) =>
        new(options, wire: wire, deflate: Deflated.Agreement);
}
