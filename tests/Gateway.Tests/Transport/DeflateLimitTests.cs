using System.IO.Compression;

namespace EventPlatform.Gateway.Transport;

/// <summary>How much a compressed message may inflate to, and how long it may be before.</summary>
public class DeflateLimitTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i * 7_919 % 10_007},"));

    [Theory, InlineData(100), InlineData(1_023), InlineData(1_024), InlineData(65_536), InlineData(196_608)]
    public async Task Read_Limit_CountsTheInflatedMessage(int limit)
    {
        foreach (var length in (int[])[limit, limit + 1])
        {
            using var peer = NewPeer(TestPeer.DefaultOptions with { MessageBytesMax = limit });
            var text = new string('x', length);
            await peer.Send(Deflated.Text(text));
            if (length == limit)
            {
                Assert.Equal((InboundKind.Text, text), await peer.Read());
                Assert.Equal(0, peer.Connection.CloseStatus);
                continue;
            }

            Assert.Equal(InboundKind.TooLarge, await peer.ReadFailure());
            Assert.Equal(1009, peer.Connection.CloseStatus);
        }
    }

    [Fact]
    public void Inflate_LimitsOfEveryLength_CountExactly()
    {
        var bytes = new byte[601];
        new Random(1).NextBytes(bytes);
        for (var limit = 1; limit <= 600; limit++)
        {
            foreach (var level in (CompressionLevel[])[CompressionLevel.NoCompression, CompressionLevel.Optimal])
            {
                var inflater = new MessageInflater(limit);
                Assert.Null(inflater.Inflate(Deflated.Bytes(bytes.AsSpan(0, limit), level)));
                Assert.Equal(bytes[..limit], inflater.Message.ToArray());
                inflater.Release();
                Assert.Equal(CloseCode.MessageTooBig, inflater.Inflate(Deflated.Bytes(bytes.AsSpan(0, limit + 1), level)));
                inflater.Release();
            }
        }
    }

    [Fact]
    public async Task Read_UncompressedOverTheLimitAfterACompressedOne_Closes1009()
    {
        using var peer = NewPeer(TestPeer.DefaultOptions with { MessageBytesMax = 100 });
        await peer.Send(Deflated.Text(Long[..100]), TestPeer.Text(Long[..101]));
        Assert.Equal((InboundKind.Text, Long[..100]), await peer.Read());
        Assert.Equal(InboundKind.TooLarge, await peer.ReadFailure());
        Assert.Equal(1009, peer.Connection.CloseStatus);
    }

    [Theory, InlineData(CompressionLevel.NoCompression), InlineData(CompressionLevel.Fastest)]
    public async Task Read_IncompressibleMessageOfTheLimit_Passes(CompressionLevel level)
    {
        // Bytes whose codes are the longest of the fixed ones.
        var random = new Random(1);
        var bytes = Enumerable.Range(0, 65_536).Select(_ => (byte)random.Next(144, 256)).ToArray();
        var compressed = Deflated.Bytes(bytes, level);
        Assert.True(compressed.Length > bytes.Length);
        using var peer = NewPeer();
        await peer.Send(TestPeer.Frame(0x42, compressed));
        var message = await peer.Connection.Read();
        Assert.Equal(InboundKind.Binary, message.Kind);
        Assert.Equal(bytes, message.Payload.ToArray());
    }

    [Fact]
    public async Task Read_CompressedFormFarOverTheLimit_ClosesBeforeThePayloadComes()
    {
        using var peer = NewPeer();
        var frame = TestPeer.Frame(0x41, new byte[(65_536 * 9 / 8) + 1_025]);
        await peer.Send(frame[..20]);
        Assert.Equal(InboundKind.TooLarge, await peer.ReadFailure());
        Assert.Equal(1009, (await peer.Receive())!.Code);
    }

    [Fact]
    public void Inflate_Bomb_StopsAtTheLimit()
    {
        const int Limit = 65_536;
        var compressed = Deflated.Bytes(new byte[60_000_000].AsSpan());
        Assert.InRange(compressed.Length, 1, Limit);
        var inflater = new MessageInflater(Limit);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(CloseCode.MessageTooBig, inflater.Inflate(compressed));

        // Room for both forms, from the pool or not, and the framework's own buffer.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * Limit) + 32_768);
        Assert.Equal(Limit, inflater.Message.Length);
        inflater.Release();
    }

    [Fact]
    public async Task Read_FinalBlocksOverTheLimit_Closes1009()
    {
        using var peer = NewPeer(TestPeer.DefaultOptions with { MessageBytesMax = 100 });
        await peer.Send(TestPeer.Frame(0x41, [.. Deflated.Final(Long[..60]), .. Deflated.Bytes(Long[..40])]));
        Assert.Equal((InboundKind.Text, Long[..60] + Long[..40]), await peer.Read());
        await peer.Send(TestPeer.Frame(0x41, [.. Deflated.Final(Long[..60]), .. Deflated.Bytes(Long[..41])]));
        Assert.Equal(InboundKind.TooLarge, await peer.ReadFailure());
        Assert.Equal(1009, peer.Connection.CloseStatus);
    }

    private static TestPeer NewPeer(MessageConnectionOptions? options = null) => new(options, deflate: Deflated.Agreement);
}
