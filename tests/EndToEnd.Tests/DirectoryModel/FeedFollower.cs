using System.Diagnostics;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>A client of one gateway's feed that keeps the directory from an empty one on.</summary>
internal sealed class FeedFollower : IAsyncDisposable
{
    private const string Mark = "mark";
    private const string Events = "live/coreServers/getByName/default/events";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FeedClient _feed;
    private readonly ModelDoors _doors;
    private int _marks;

    private FeedFollower(FeedClient feed, ModelDoors doors) => (_feed, _doors) = (feed, doors);

    internal FeedReplay Replay { get; } = new();

    /// <summary>How often it was told that events may be missing.</summary>
    internal int Gaps { get; private set; }

    internal static async Task<FeedFollower> Connect(Ports ports, ModelDoors doors)
    {
        var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{ports.Http}/"));
        await feed.Filter([.. ModelDoors.FeedTypes.Append(Mark).Select(type => ("type", type))]);
        return new FeedFollower(feed, doors);
    }

    /// <summary>Follows all that came before now: up to an event that is published when all changes have been answered.</summary>
    internal async Task CatchUp()
    {
        var number = $"{++_marks}";
        var body = $$$"""{"class":"mark","type":"mark","body":{"number":"{{{number}}}"}}""";
        var since = Stopwatch.StartNew();
        while ((await _doors.Rest(HttpMethod.Post, Events, body)).Text is var answer && answer != "204")
        {
            Assert.True(since.Elapsed < Patience, $"The mark was answered {answer}.");
        }

        while (true)
        {
            var told = await _feed.Inbox.Take(_ => true, "an event", Patience);
            var type = told.Text("type");
            if (type == Mark && told.Text("number") == number)
            {
                return;
            }

            Gaps += type == "gap" ? 1 : 0;
            Replay.Follow(told);
        }
    }

    /// <summary>What the document of this gateway has and the replay has not, or the other way round.</summary>
    internal async Task<string?> Difference() => Replay.Difference(await DirectoryWriters.Document(_doors));

    public ValueTask DisposeAsync() => _feed.DisposeAsync();
}
