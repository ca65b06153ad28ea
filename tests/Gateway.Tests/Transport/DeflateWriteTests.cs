using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>What is sent to a client that compression was agreed on with (RFC 7692 7.2.1).</summary>
public class DeflateWriteTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{{\"id\":{i * 7_919 % 10_007}}},"));

    public static TheoryData<int> Sizes => [256, 257, 2_048, 2_049, 8_192, 32_768, 65_535, 65_536, 300_000];

    [Theory, MemberData(nameof(Sizes))]
    public async Task Enqueue_MessageOfAnySize_IsCompressed(int length)
    {
        using var peer = NewPeer();
        var bytes = Encoding.UTF8.GetBytes(Long[..length]);
        Assert.True(peer.Connection.TryEnqueue(bytes));
        peer.Connection.EnqueueReply(bytes, long.MaxValue);
        foreach (var text in (string[])[Long[..length], $"{Long[..length]}{long.MaxValue}}}"])
        {
            var frame = (await peer.Receive())!;
            Assert.Equal((1, true, text), (frame.Opcode, frame.IsCompressed, frame.Text));
            Assert.True(frame.Payload.Length < text.Length);
        }
    }

    [Fact]
    public async Task Enqueue_SharedBytes_AreNotChangedAndNotReferredTo()
    {
        using var one = NewPeer();
        using var other = NewPeer();
        var shared = Encoding.UTF8.GetBytes(Long[..1_000]);
        for (var number = 0L; number < 20; number++)
        {
            // Each frame is inflated by itself.
            Assert.True(one.Connection.TryEnqueue(shared, number));
            Assert.True(other.Connection.TryEnqueue(shared, number + 100));
            Assert.Equal($"{Long[..1_000]}{number}}}", (await one.Receive())!.Text);
            Assert.Equal($"{Long[..1_000]}{number + 100}}}", (await other.Receive())!.Text);
        }
    }

    // The number counts too.
    [Theory, InlineData(253, 0, false), InlineData(254, 0, true), InlineData(252, 10, false), InlineData(253, 10, true)]
    public async Task Enqueue_AroundTheThreshold_ShortOnesGoAsTheyAre(int length, long number, bool isCompressed)
    {
        using var peer = NewPeer();
        peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(Long[..length]), number);
        var frame = (await peer.Receive())!;
        Assert.Equal((isCompressed, $"{Long[..length]}{number}}}"), (frame.IsCompressed, frame.Text));
    }

    [Fact]
    public async Task Enqueue_NotCompressible_GoesAsItIs()
    {
        var random = new Random(1);
        foreach (var length in (int[])[256, 2_048, 10_000, 100_000])
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            using var peer = NewPeer();
            peer.Connection.EnqueueReply(bytes);
            var frame = (await peer.Receive())!;
            Assert.False(frame.IsCompressed);
            Assert.Equal(bytes, frame.Payload);
        }
    }

    [Theory, InlineData(8), InlineData(9), InlineData(12), InlineData(14)]
    public async Task Enqueue_SmallWindow_NoReferenceCanPassIt(int bits)
    {
        using var peer = new TestPeer(deflate: Deflated.Agreement with { ServerWindowBits = bits });
        foreach (var length in (int[])[1 << bits, (1 << bits) + 1])
        {
            peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(Long[..length]));
            var frame = (await peer.Receive())!;
            Assert.Equal((length == 1 << bits, Long[..length]), (frame.IsCompressed, frame.Text));
        }
    }

    [Fact]
    public async Task Enqueue_MixedWithControlFrames_OnlyMessagesAreCompressed()
    {
        using var peer = NewPeer();
        peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(Long[..1_000]));
        peer.Connection.SendPing();
        peer.Connection.EnqueueReply("short"u8.ToArray());
        peer.Connection.Close(CloseCode.Stopped, new string('x', 123));
        var frames = new List<(int, bool)>();
        while (frames is not [.., (8, _)])
        {
            var frame = (await peer.Receive())!;
            frames.Add((frame.Opcode, frame.IsCompressed));
        }

        Assert.Equal([(1, true), (9, false), (1, false), (8, false)], frames);
    }

    [Fact]
    public async Task Enqueue_PeerReadsSlowly_LongMessagesStayWhole()
    {
        var random = new Random(2);
        using var peer = NewPeer(TestPeer.DefaultOptions with { QueueBytesMax = long.MaxValue }, new PipeWire(outputBytesMax: 1_024));
        var texts = Enumerable.Range(0, 30).Select(_ => Long[..random.Next(1, 300_000)]).ToArray();
        foreach (var text in texts)
        {
            peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(text));
        }

        foreach (var text in texts)
        {
            Assert.Equal(text, (await peer.Receive())!.Text);
        }
    }

    [Fact]
    public async Task Close_SlowConsumerWithAMessagePartlyWritten_CompletesIt()
    {
        using var peer = NewPeer(TestPeer.DefaultOptions with { QueueBytesMax = long.MaxValue }, new PipeWire(outputBytesMax: 1_024));
        peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(Long));
        while (peer.Wire.FlushCount == 0)
        {
            await Task.Yield();
        }

        peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(Long));
        peer.Connection.Close(CloseCode.SlowConsumer);
        Assert.Equal(Long, (await peer.Receive())!.Text);
        Assert.Equal(4002, (await peer.Receive())!.Code);
    }

    [Fact]
    public async Task Enqueue_NotAgreedOn_GoesAsItIs()
    {
        using var peer = new TestPeer();
        peer.Connection.EnqueueReply(Encoding.UTF8.GetBytes(Long[..5_000]));
        Assert.Equal(Long[..5_000], Encoding.UTF8.GetString((await peer.Receive())!.Payload));
    }

    private static TestPeer NewPeer(MessageConnectionOptions? options = null, PipeWire? wire = null) =>
        new(options, wire: wire, deflate: Deflated.Agreement);
}
