using System.Buffers.Binary;
using System.IO.Compression;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

/// <summary>Puts datagrams together again as a receiver does, and checks their form.</summary>
internal static class GelfReader
{
    /// <summary>The message of the datagrams, which come in any order.</summary>
    internal static byte[] Read(IReadOnlyCollection<ReadOnlyMemory<byte>> datagrams)
    {
        if (datagrams.Count == 1 && datagrams.First().Span is not [0x1E, 0x0F, ..])
        {
            return Unzip(datagrams.First().ToArray());
        }

        Assert.All(datagrams, chunk => Assert.Equal(0x1E0F, BinaryPrimitives.ReadUInt16BigEndian(chunk.Span)));
        Assert.Single(datagrams.Select(chunk => BinaryPrimitives.ReadUInt64BigEndian(chunk.Span[2..])).Distinct());
        Assert.All(datagrams, chunk => Assert.Equal(datagrams.Count, chunk.Span[11]));
        Assert.All(datagrams, chunk => Assert.InRange(chunk.Length, 13, 1_432));
        var ordered = datagrams.OrderBy(chunk => chunk.Span[10]).ToArray();
        Assert.Equal(Enumerable.Range(0, ordered.Length), ordered.Select(chunk => (int)chunk.Span[10]));
        return Unzip([.. ordered.SelectMany(chunk => chunk.ToArray().Skip(12))]);
    }

    internal static bool IsZipped(ReadOnlySpan<byte> message) => message is [0x1F, 0x8B, ..];

    private static byte[] Unzip(byte[] message)
    {
        if (!IsZipped(message))
        {
            return message;
        }

        var output = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(message), CompressionMode.Decompress);
        gzip.CopyTo(output);
        return output.ToArray();
    }
}
