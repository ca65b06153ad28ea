using System.IO.Compression;
using EventPlatform.Contracts;
using EventPlatform.Gateway.ExternalApi.Gelf;
using FsCheck;
using FsCheck.Fluent;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public class GelfDatagramsTests
{
    private const int LargestTaken = 128 * 1_420;

    [Fact]
    public void Of_1420Bytes_IsOnePlainDatagram()
    {
        var json = GelfEncoder.Encode(Entries.OfLength(1_420));
        Assert.Equal(1_420, json.Length);
        Assert.Equal(json, Assert.Single(GelfDatagrams.Of(json, new FixedIds())).ToArray());
    }

    [Fact]
    public void Of_1421Bytes_IsOneDatagramOfTheSameZipped()
    {
        var json = GelfEncoder.Encode(Entries.OfLength(1_421));
        Assert.Equal(1_421, json.Length);
        var datagram = Assert.Single(GelfDatagrams.Of(json, new FixedIds()));
        Assert.True(GelfReader.IsZipped(datagram.Span));
        Assert.InRange(datagram.Length, 1, 1_420);
        Assert.Equal(json, GelfReader.Read([datagram]));
    }

    [Theory]
    [InlineData(1_420, 1, 1_420)]
    [InlineData(1_421, 2, 13)]
    [InlineData(2_840, 2, 1_432)]
    [InlineData(2_841, 3, 13)]
    [InlineData(LargestTaken - 1_420, 127, 1_432)]
    [InlineData(LargestTaken - 1_419, 128, 13)]
    [InlineData(LargestTaken, 128, 1_432)]
    public void Of_ZippedBytes_AreCutIntoChunks(int zippedBytes, int count, int lastBytes)
    {
        var message = OfZippedLength(zippedBytes);
        var datagrams = GelfDatagrams.Of(message, new FixedIds());
        Assert.Equal(count, datagrams.Length);
        Assert.Equal(lastBytes, datagrams[^1].Length);
        Assert.All(datagrams.SkipLast(1), datagram => Assert.Equal(1_432, datagram.Length));
        Assert.Equal(message, GelfReader.Read([.. datagrams.Reverse()]));
    }

    [Fact]
    public void Of_MoreThan128Chunks_IsNone() => Assert.Empty(GelfDatagrams.Of(OfZippedLength(LargestTaken + 1), new FixedIds()));

    [Fact]
    public void Of_Chunks_HaveTheHeaderOfTheFormat()
    {
        // 0123456789abcdef and fedcba9876543211 folded into eight bytes.
        var datagrams = GelfDatagrams.Of(OfZippedLength(3_000), new FixedIds("01234567-89ab-cdef-fedc-ba9876543211"));
        Assert.Equal(
            ["1E0FFFFFFFFFFFFFFFFE0003", "1E0FFFFFFFFFFFFFFFFE0103", "1E0FFFFFFFFFFFFFFFFE0203"],
            datagrams.Select(datagram => Convert.ToHexString(datagram.Span[..12])));
    }

    [Fact]
    public void Of_TwoMessages_HaveIdsOfTheirOwn()
    {
        var (message, ids) = (OfZippedLength(3_000), new RandomIdSource());
        Assert.NotEqual(GelfDatagrams.Of(message, ids)[0].Span[2..10].ToArray(), GelfDatagrams.Of(message, ids)[0].Span[2..10].ToArray());
    }

    [Fact]
    public void Of_AnyBytes_AreReadAgainAsTheyWere()
    {
        var messages =
            from length in Gen.OneOf(Gen.Choose(0, 3_000), Gen.Choose(3_000, 200_000))
            from letters in Gen.Choose(1, 256)
            from seed in Gen.Choose(0, int.MaxValue)
            select Letters(length, letters, seed);
        Prop.ForAll(Arb.From(messages), ComesThrough).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    private static bool ComesThrough(byte[] message)
    {
        var datagrams = GelfDatagrams.Of(message, new RandomIdSource());
        return datagrams.Length == 0
            ? message.Length > LargestTaken - 1_000
            : GelfReader.Read(datagrams).AsSpan().SequenceEqual(message);
    }

    private static byte[] Letters(int length, int letters, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(letters))];
    }

    /// <summary>A message above 1,420 bytes that has a given length when it is zipped.</summary>
    private static byte[] OfZippedLength(int bytes)
    {
        // Of 100 letters each adds less than a byte, so no length is left out; of all bytes gzip stores each as it is.
        var message = Letters(bytes * 2, bytes < 2_000 ? 100 : 256, seed: 1);
        var length = bytes - 200;
        for (int missing; (missing = bytes - ZippedLength(message.AsSpan(0, length))) != 0;)
        {
            length += Math.Max(1, missing / 2);
        }

        return message[..length];
    }

    private static int ZippedLength(ReadOnlySpan<byte> message)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return (int)output.Length;
    }

    private sealed class FixedIds(string id = "00000000-0000-4000-8000-000000000001") : IIdSource
    {
        public Guid NewId() => new(id);
    }
}
