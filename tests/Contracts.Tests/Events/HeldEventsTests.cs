using System.Text;
using System.Threading.Channels;
using EventPlatform.Contracts.Events;
using EventPlatform.Testing;

namespace EventPlatform.Contracts.Tests.Events;

/// <summary>Events in a row that are sent together.</summary>
public sealed class HeldEventsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Channel<(int Partition, byte[] Block)> _sent = Channel.CreateBounded<(int, byte[])>(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendHeld_SeveralWereHeld_AreOneBlock()
    {
        var publisher = NewPublisher(partitions: 1);
        var unseen = new UnseenEvents();
        Task<bool>[] held = [Hold(publisher, unseen, "a"), Hold(publisher, unseen, "b"), Hold(publisher, unseen, "c")];
        Assert.False(unseen.WhenSeen().IsCompleted);
        publisher.SendHeld(unseen);
        Assert.Equal((0, "a b c"), await Next());
        Assert.All(await Task.WhenAll(held), Assert.True);

        // Nothing is held any more.
        publisher.SendHeld(unseen);
        Assert.True(await publisher.Append(Event("d"), unseen));
        Assert.Equal((0, "d"), await Next());
        Assert.False(_sent.Reader.TryRead(out _));
    }

    [Fact]
    public async Task SendHeld_OfSeveralPartitions_SendsEach()
    {
        var publisher = NewPublisher(partitions: 16);
        var unseen = new UnseenEvents();
        var classes = Enumerable.Range(0, 200).Select(number => $"c{number}").ToArray();
        var held = classes.Select(name => Hold(publisher, unseen, name)).ToArray();
        publisher.SendHeld(unseen);
        Assert.All(await Task.WhenAll(held), Assert.True);
        var sent = new List<string>();
        for (var partition = 0; partition < 16; partition++)
        {
            sent.AddRange((await Next()).Classes.Split(' '));
        }

        Assert.Equal(classes.Order(), sent.Order());
    }

    [Fact]
    public async Task Append_BehindWhatAnotherHolds_SendsBothInTheirOrder()
    {
        var publisher = NewPublisher(partitions: 1);
        var held = Hold(publisher, new UnseenEvents(), "a");
        Assert.True(await publisher.Append(Event("b")));
        Assert.True(await held);
        Assert.Equal((0, "a b"), await Next());
    }

    [Fact]
    public async Task Append_BlockBehindBlock_EachHasItsOwnBytes()
    {
        var publisher = NewPublisher(partitions: 1);
        string[] classes = ["a", new string('x', 3000), "b", new string('y', 60_000), new string('z', 40_000), "c"];
        foreach (var name in classes)
        {
            Assert.True(await publisher.Append(Event(name)));
            Assert.Equal((0, name), await Next());
        }
    }

    private static EventRecord Event(string name) => new() { Service = "default"u8, Class = Encoding.UTF8.GetBytes(name) };

    private static Task<bool> Hold(EventPublisher publisher, UnseenEvents unseen, string name) =>
        publisher.AppendHeld(Event(name), timestamp: 0, unseen);

    /// <summary>The next block's partition and classes.</summary>
    private async Task<(int Partition, string Classes)> Next()
    {
        var (partition, block) = await _sent.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var names = new List<string>();
        var reader = new EventBlockReader(block);
        while (reader.TryRead(out var record))
        {
            names.Add(Encoding.UTF8.GetString(record.Class));
        }

        return (partition, string.Join(' ', names));
    }

    private EventPublisher NewPublisher(int partitions) => new(
        Guid.Empty,
        partitions,
        (partition, block) =>
        {
            Assert.True(_sent.Writer.TryWrite((partition, block)));
            return Task.CompletedTask;
        },
        _time);
}
