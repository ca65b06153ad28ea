using System.Globalization;
using System.Text.Json.Nodes;
using EventPlatform.EndToEnd.Tests.DirectoryModel;
using EventPlatform.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// Many clients change the directory at once, at two gateways: nothing fails, both feeds tell the same in the same order, and who follows
/// a feed has what the document says.
/// </summary>
public sealed class DirectoryReplayTests
{
    /// <summary>Name of the environment variable with another seed.</summary>
    private const string SeedVariable = "MODEL_SEED";

    private const int Writers = 6;
    private const int StepsPerRound = 20;

    /// <summary>Of the log, at a failure.</summary>
    private const int LinesShown = 60;

    [Fact]
    public async Task Feeds_ManyWritersAtTwoGateways_TellWhatTheDocumentSays()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? "1", CultureInfo.InvariantCulture);
        var log = new CollectedLog();
        await using var platform = await Platform.Start(addServices: services => services.AddSingleton<ILoggerProvider>(log));
        Ports[] ports = [await AddGateway(platform), await AddGateway(platform)];
        await using var first = await ModelDoors.Connect(ports[0]);
        await using var second = await ModelDoors.Connect(ports[1]);
        await DirectoryWriters.Empty(first, second);
        await using var here = await FeedFollower.Connect(ports[0], first);
        await using var there = await FeedFollower.Connect(ports[1], second);
        await using var writers = await DirectoryWriters.Connect(ports, Writers, seed);

        var rounds = PlatformHosting.Engine == "cluster" ? 10 : 50;
        for (var round = 0; round < rounds; round++)
        {
            await Write(writers, await DirectoryWriters.Document(first), log);
            await here.CatchUp();
            await there.CatchUp();
            var difference = Difference(here.Replay.Events, there.Replay.Events) ?? await here.Difference() ?? await there.Difference();
            Assert.True(difference is null, $"seed {seed}, round {round}: {difference}");
        }

        Assert.Equal(0, here.Gaps + there.Gaps);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Resync", StringComparison.Ordinal));
        Assert.InRange(here.Replay.Events.Count, rounds * Writers, int.MaxValue);
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}, {rounds} rounds, {here.Replay.Events.Count} events");
    }

    /// <summary>A step that fails inside has its reference in the log.</summary>
    private static async Task Write(DirectoryWriters writers, JsonObject document, CollectedLog log)
    {
        try
        {
            await writers.Write(document, StepsPerRound);
        }
        catch (Exception exception) when (exception is XunitException or TimeoutException)
        {
            Assert.Fail($"{exception}\n{string.Join('\n', log.Lines.TakeLast(LinesShown))}");
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

    private static async Task<Ports> AddGateway(Platform platform) =>
        (await platform.AddGateway("--Auth:Open=false", $"--Auth:Admin:Password={ModelDoors.AdminPassword}")).Ports;
}
