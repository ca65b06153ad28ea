using EventPlatform.Silo.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Serialization;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A block in a memory stream's message is written as bytes.</summary>
public sealed class BlockPayloadsTests
{
    private static readonly byte[] Block = [.. Enumerable.Range(0, 256 * 1024).Select(at => (byte)at)];

    [Fact]
    public void Serialize_MessageWithBlock_IsNoLargerThanTheBlockAndItsHead()
    {
        var serializer = Serializer(services => services.AddBlockPayloads());
        var message = new MemoryMessageData { SequenceNumber = 7, Payload = new ArraySegment<byte>(Block) };

        var bytes = serializer.SerializeToArray(message);

        Assert.InRange(bytes.Length, Block.Length, Block.Length + 64);
        var read = serializer.Deserialize<MemoryMessageData>(bytes);
        Assert.Equal(7, read.SequenceNumber);
        Assert.Equal(Block, read.Payload.ToArray());
    }

    /// <summary>What it is for: when Orleans' own codec does the same, ours can go.</summary>
    [Fact]
    public void Serialize_WithoutIt_IsLarger()
    {
        var message = new MemoryMessageData { Payload = new ArraySegment<byte>(Block) };

        Assert.InRange(Serializer(_ => { }).SerializeToArray(message).Length, Block.Length * 3 / 2, int.MaxValue);
    }

    [Fact]
    public void Serialize_PartOfAnArrayTwice_IsReadAsThatPart()
    {
        var serializer = Serializer(services => services.AddBlockPayloads());
        ArraySegment<byte>[] parts = [new(Block, 3, 5), new(Block, 3, 5), new(Block), default];

        var read = serializer.Deserialize<ArraySegment<byte>[]>(serializer.SerializeToArray(parts));

        Assert.Equal([3, 4, 5, 6, 7], read![0].ToArray());
        Assert.Equal([3, 4, 5, 6, 7], read[1].ToArray());
        Assert.Equal(Block, read[2].ToArray());
        Assert.Equal(0, read[3].Count);
    }

    [Fact]
    public void Serialize_SegmentOfOtherElements_StaysAsItWas()
    {
        var serializer = Serializer(services => services.AddBlockPayloads());
        var bytes = Serializer(_ => { }).SerializeToArray(new ArraySegment<int>([1, 2, 3], 1, 2));

        Assert.Equal(bytes, serializer.SerializeToArray(new ArraySegment<int>([1, 2, 3], 1, 2)));
        Assert.Equal([2, 3], serializer.Deserialize<ArraySegment<int>>(bytes).ToArray());
    }

    [Fact]
    public void Copy_Segment_IsItsOwn()
    {
        using var services = Services(collection => collection.AddBlockPayloads());
        byte[] bytes = [1, 2, 3];

        var copy = services.GetRequiredService<DeepCopier>().Copy(new ArraySegment<byte>(bytes, 1, 2));

        bytes[1] = 9;
        Assert.Equal([2, 3], copy.ToArray());
    }

    private static Serializer Serializer(Action<IServiceCollection> configure) => Services(configure).GetRequiredService<Serializer>();

    private static ServiceProvider Services(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection().AddSerializer();
        configure(services);
        return services.BuildServiceProvider();
    }
}
