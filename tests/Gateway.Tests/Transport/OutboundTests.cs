using System.Text;

namespace EventPlatform.Gateway.Transport;

/// <summary>What is queued to be sent.</summary>
public class OutboundTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Sizes => [0, 1, 125, 126, 2_048, 2_049, 4_096, 65_535, 65_536, 65_537, 300_000];

    [Theory, MemberData(nameof(Sizes))]
    public async Task Enqueue_MessageOfAnySize_IsOneFrame(int length)
    {
        using var peer = new TestPeer();
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray();
        Assert.True(peer.Connection.TryEnqueue(bytes));
        peer.Connection.EnqueueReply(bytes, 42);
        Assert.Equal(bytes, (await peer.Receive())!.Payload);
        byte[] numbered = [.. bytes, .. "42}"u8];
        Assert.Equal(numbered, (await peer.Receive())!.Payload);
    }

    [Fact]
    public async Task Enqueue_Numbers_AreWrittenBehindTheSharedPart()
    {
        using var peer = new TestPeer();
        var shared = Encoding.UTF8.GetBytes("""{"cmd":"event","tid":""");
        foreach (var number in (long[])[0, 9, 10, 99, 100, 1_234_567_890, long.MaxValue])
        {
            Assert.True(peer.Connection.TryEnqueue(shared, number));
            Assert.Equal($$"""{"cmd":"event","tid":{{number}}}""", (await peer.Receive())!.Text);
        }
    }

    [Fact]
    public async Task TryEnqueue_OverTheBound_SaysNoUntilThePeerReads()
    {
        var options = TestPeer.DefaultOptions with { QueueBytesMax = 200_000 };
        using var peer = new TestPeer(options, wire: new PipeWire(outputBytesMax: 1_024));
        var count = 0;
        while (peer.Connection.TryEnqueue(new byte[1_000]))
        {
            count++;
        }

        Assert.Equal(200, count);
        Assert.False(peer.Connection.TryEnqueue(new byte[1_000]));
        peer.Connection.EnqueueReply("reply"u8.ToArray());
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(1_000, (await peer.Receive())!.Payload.Length);
        }

        Assert.Equal("reply", (await peer.Receive())!.Text);
        await Until(() => peer.Connection.UnsentBytes == 0);
        Assert.True(peer.Connection.TryEnqueue("again"u8.ToArray()));
        Assert.Equal("again", (await peer.Receive())!.Text);
    }

    [Fact]
    public void TryEnqueue_TinyEvents_AreBoundedInMemoryToo()
    {
        using var peer = new TestPeer(TestPeer.DefaultOptions with { QueueBytesMax = 32_000 }, wire: new PipeWire(outputBytesMax: 1));
        peer.Connection.EnqueueReply(new byte[100_000]);
        var count = 0;
        while (peer.Connection.TryEnqueue("x"u8.ToArray()))
        {
            count++;
        }

        Assert.InRange(count, 1_000, 1_001);
    }

    [Fact]
    public async Task TryEnqueue_ManyWhileTheWriterIsStuck_AreFewFlushes()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        peer.Connection.EnqueueReply(new byte[2_000]);
        await Until(() => peer.Wire.FlushCount == 1);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(peer.Connection.TryEnqueue(new byte[20]));
        }

        await peer.Receive();
        for (var i = 0; i < 10_000; i++)
        {
            await peer.Receive();
        }

        // 220,000 bytes on the wire in flushes of 64 KiB.
        Assert.InRange(peer.Wire.FlushCount, 4, 6);
    }

    [Fact]
    public async Task Enqueue_FromManyThreads_KeepsEachOnesOrderAndLosesNothing()
    {
        const int Threads = 8;
        const int Each = 5_000;
        using var peer = new TestPeer(TestPeer.DefaultOptions with { QueueBytesMax = long.MaxValue });
        var producers = Enumerable.Range(0, Threads).Select(thread => Task.Run(
            () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    var bytes = Encoding.ASCII.GetBytes($"{thread}:");
                    if (i % 2 == 0)
                    {
                        peer.Connection.EnqueueReply(bytes, i);
                    }
                    else
                    {
                        Assert.True(peer.Connection.TryEnqueue(bytes, i));
                    }
                }
            },
            Cancel)).ToArray();
        var next = new int[Threads];
        for (var i = 0; i < Threads * Each; i++)
        {
            var parts = (await peer.Receive())!.Text.TrimEnd('}').Split(':');
            Assert.Equal(next[parts[0][0] - '0']++, int.Parse(parts[1], null));
        }

        await Task.WhenAll(producers);
        await Until(() => peer.Connection.UnsentBytes == 0);
        Assert.Equal(Threads * Each, peer.Connection.MessagesSent);
    }

    [Fact]
    public async Task WaitRepliesBelow_WriterIsStuck_WaitsForThePeer()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        Assert.True(await peer.Connection.WaitRepliesBelow(1));
        for (var i = 0; i < 100; i++)
        {
            peer.Connection.EnqueueReply(new byte[10_000]);
        }

        var half = peer.Connection.WaitRepliesBelow(500_000).AsTask();
        var all = peer.Connection.WaitRepliesBelow(1).AsTask();
        Assert.False(half.IsCompleted);
        for (var i = 0; i < 70; i++)
        {
            await peer.Receive();
        }

        Assert.True(await half.WaitAsync(Cancel));
        Assert.False(all.IsCompleted);
        for (var i = 70; i < 100; i++)
        {
            await peer.Receive();
        }

        Assert.True(await all.WaitAsync(Cancel));
    }

    [Fact]
    public async Task WaitRepliesBelow_ConnectionCloses_EndsWithFalse()
    {
        using var peer = new TestPeer(wire: new PipeWire(outputBytesMax: 1_024));
        peer.Connection.EnqueueReply(new byte[100_000]);
        var wait = peer.Connection.WaitRepliesBelow(1).AsTask();
        peer.Connection.Close(CloseCode.Shutdown);
        Assert.False(await wait.WaitAsync(Cancel));
        Assert.False(await peer.Connection.WaitRepliesBelow(1));
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
