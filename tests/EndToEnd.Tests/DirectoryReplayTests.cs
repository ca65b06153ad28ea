using System.Globalization;
using System.Text.Json.Nodes;
using EventPlatform.EndToEnd.Tests.DirectoryModel;
using EventPlatform.Silo;
using EventPlatform.Testing.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// Many clients change the directory at once, at two gateways: nothing fails, both feeds tell the same in the same order, and who follows
/// a feed has what the document says.
/// </summary>
public sealed class DirectoryReplayTests
{
    private const string SeedVariable = "MODEL_SEED";
    private const string Directory = "config/core/getByName/default/directory";
    private const int Writers = 6;
    private const int StepsPerRound = 20;

    [Fact]
    public async Task Feeds_ManyWritersAtTwoGateways_TellWhatTheDocumentSays()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? "1", CultureInfo.InvariantCulture);
        var log = new CollectedLog();
        await using var platform = await Platform.Start(addServices: services => services.AddSingleton<ILoggerProvider>(log));
        Ports[] ports = [await AddGateway(platform), await AddGateway(platform)];
        await using var first = await ModelDoors.Connect(ports[0]);
        await using var second = await ModelDoors.Connect(ports[1]);
        await Empty(first, second);
        await using var here = await Feed(ports[0]);
        await using var there = await Feed(ports[1]);
        var writers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => ModelDoors.Connect(ports[number % 2], isShared: true)));

        var (replayHere, replayThere) = (new FeedReplay(), new FeedReplay());
        var rounds = PlatformHosting.Engine == "cluster" ? 10 : 50;
        for (var round = 0; round < rounds; round++)
        {
            var document = await Document(first);
            await Task.WhenAll(writers.Select((doors, number) => Write(doors, document, (seed * 100_000) + (round * Writers) + number)));
            await Mark(first);
            await Follow(here, replayHere);
            await Follow(there, replayThere);

            var difference = Difference(replayHere.Events, replayThere.Events)
                ?? replayHere.Difference(await Document(first))
                ?? replayHere.Difference(await Document(second));
            Assert.True(difference is null, $"seed {seed}, round {round}: {difference}");
            Assert.DoesNotContain(log.Lines, line => line.StartsWith("Resync", StringComparison.Ordinal));
        }

        Assert.InRange(replayHere.Events.Count, rounds * Writers, int.MaxValue);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}, {rounds} rounds, {replayHere.Events.Count} events");
        foreach (var doors in writers)
        {
            await doors.DisposeAsync();
        }
    }

    /// <summary>Where two feeds begin to differ.</summary>
    private static string? Difference(List<string> here, List<string> there)
    {
        var same = here.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == here.Count && same == there.Count
            ? null
            : $"one feed has\n{string.Join('\n', here.Skip(same).Take(8))}\nthe other\n{string.Join('\n', there.Skip(same).Take(8))}";
    }

    /// <summary>Commands after a document that the others make obsolete: they may be refused, they may not fail.</summary>
    private static async Task Write(ModelDoors doors, JsonObject document, int seed)
    {
        var directory = ModelDocument.Read(document);
        var source = new StepSource(seed, doors.CoreServerId, reusesIds: false);
        for (var number = 0; number < StepsPerRound; number++)
        {
            var step = source.Next(directory);
            var answer = await step.Send(doors);
            Assert.False(
                answer.Text.StartsWith("50", StringComparison.Ordinal)
                || answer.Text.StartsWith("Error: Internal", StringComparison.Ordinal)
                || answer.Text.StartsWith("100081", StringComparison.Ordinal)
                || answer.Text.StartsWith("100003", StringComparison.Ordinal),
                $"{step.Text}\n{answer.Text}");
        }
    }

    private static async Task<JsonObject> Document(ModelDoors doors) =>
        JsonNode.Parse((await doors.Rest(HttpMethod.Get, Directory)).Text["200 ".Length..])!.AsObject();

    /// <summary>Published after all changes were answered, so it is behind their events.</summary>
    private static async Task Mark(ModelDoors doors)
    {
        var answer = await doors.Rest(HttpMethod.Post, "live/coreServers/getByName/default/events", """{"class":"mark","type":"mark"}""");
        Assert.Equal("204", answer.Text);
    }

    private static async Task Follow(FeedClient feed, FeedReplay replay)
    {
        for (var type = ""; type != "mark";)
        {
            var told = await feed.Inbox.Take(_ => true, "an event");
            type = told.Text("type");
            Assert.NotEqual("gap", type);
            replay.Follow(told);
        }
    }

    private static async Task<FeedClient> Feed(Ports ports)
    {
        var feed = await FeedClient.Connect(new Uri($"ws://127.0.0.1:{ports.Http}/"));
        await feed.Filter([.. ModelDoors.FeedTypes.Append("mark").Select(type => ("type", type))]);
        return feed;
    }

    private static async Task<Ports> AddGateway(Platform platform) =>
        (await platform.AddGateway("--Auth:Open=false", $"--Auth:Admin:Password={ModelDoors.AdminPassword}")).Ports;

    private static async Task Empty(ModelDoors first, ModelDoors second)
    {
        var answer = await first.Rest(HttpMethod.Put, Directory, """{"locations":[],"users":[]}""");
        Assert.StartsWith("200 ", answer.Text, StringComparison.Ordinal);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await Document(second))["locations"]!.AsArray().Count > 0)
        {
            end.Token.ThrowIfCancellationRequested();
        }
    }
}
