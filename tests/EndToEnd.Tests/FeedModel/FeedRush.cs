namespace EventPlatform.EndToEnd.Tests.FeedModel;

/// <summary>
/// Two publishers publish as fast as they can, and clients change their filters as fast as they are answered: many changes meet an event in
/// the making.
/// </summary>
internal sealed class FeedRush(Ports ports, string coreServerId) : IAsyncDisposable
{
    private const int Publishers = 2;
    private const int Clients = 6;

    /// <summary>An event passes one of two neighbours, both or neither.</summary>
    private static readonly ModelFilters[] Sets =
    [
        new([("type", "0")]), new([("type", "1")]), new([("third", "0"), ("third", "1")]), new([("third", "1"), ("third", "2")]),
        ModelFilters.Everything, new([("type", "0"), ("third", "2")]), new([("n", "*")]), new([("third", "2"), ("type", "1")]),
    ];

    private readonly List<FeedReader> _readers = [];
    private readonly List<FeedPublisher> _publishers = [];

    internal ToldEvents Told { get; } = new(coreServerId);

    internal IReadOnlyList<FeedReader> Readers => _readers;

    /// <param name="count">Events of each publisher.</param>
    internal async Task Run(int count)
    {
        for (var number = 0; number < Clients; number++)
        {
            _readers.Add(await FeedReader.Connect(ports, number, ModelFilters.Everything, Told));
        }

        for (var number = 0; number < Publishers; number++)
        {
            _publishers.Add(await FeedPublisher.Connect(ports, $"agent{number}", $"s-{number}", Told));
        }

        var publishing = Task.WhenAll(_publishers.Select((publisher, number) => Publish(publisher, number, count)));
        await Task.WhenAll(_readers.Select(reader => Change(reader, publishing)));
        await publishing;

        var json = new JsonText(new Random(0));
        var marks = 0;
        foreach (var publisher in _publishers)
        {
            marks += await publisher.Mark(json, Told);
        }

        await FeedReader.Await(_readers, marks, PublishedEvent.IsMark);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }

        foreach (var publisher in _publishers)
        {
            await publisher.DisposeAsync();
        }
    }

    private async Task Publish(FeedPublisher publisher, int seed, int count)
    {
        var random = new Random(seed);
        var json = new JsonText(random);
        for (var number = 0; number < count; number++)
        {
            var third = random.Next(3);
            var body = $"{{\"n\":{number},\"third\":{third}}}";
            List<(string Name, ToldValue Value)> members = [("n", ToldValue.Of(number)), ("third", ToldValue.Of(third))];
            await publisher.Publish(json, new PublishedEvent("call", $"{random.Next(2)}", null, null), body, members, Told);
        }

        await publisher.Settle();
    }

    /// <summary>In the end it has no filters.</summary>
    private async Task Change(FeedReader reader, Task publishing)
    {
        var messages = new FilterMessages(new FeedChance(new Random(reader.Number)));
        for (var number = reader.Number; !publishing.IsCompleted; number++)
        {
            var segment = await await reader.Send(messages.Set(Sets[number % Sets.Length]));
            segment!.BegunBefore = Told.Now();
        }

        await await reader.Send(messages.Set(ModelFilters.Everything));
    }
}
