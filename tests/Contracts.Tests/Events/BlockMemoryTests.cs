using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Testing;

namespace EventPlatform.Contracts.Tests.Events;

/// <summary>Blocks are collected in memory that is used again.</summary>
public sealed class BlockMemoryTests
{
    [Fact]
    public async Task Append_BlockBehindBlock_EachHasItsOwnBytes()
    {
        var sent = new List<byte[]>();
        var publisher = new EventPublisher(
            Guid.Empty,
            partitions: 1,
            (_, block) =>
            {
                lock (sent)
                {
                    sent.Add(block);
                }

                return Task.CompletedTask;
            },
            new ManualTimeProvider());
        string[] classes = ["a", new('x', 3_000), "b", new('y', 60_000), new('z', 65_000), "c"];
        foreach (var name in classes)
        {
            Assert.True(await publisher.Append(new EventRecord { Service = "default"u8, Class = Encoding.UTF8.GetBytes(name) }));
        }

        Assert.Equal(classes, sent.Select(ClassOf));
        Assert.Equal([1, 2, 3, 4, 5, 6], sent.Select(block => EventBlock.ReadHeader(block).Number));
    }

    private static string ClassOf(byte[] block)
    {
        var reader = new EventBlockReader(block);
        Assert.True(reader.TryRead(out var record));
        var name = Encoding.UTF8.GetString(record.Class);
        Assert.False(reader.TryRead(out _));
        return name;
    }
}
