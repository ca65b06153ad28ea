using System.Diagnostics;
using System.Globalization;
using EventPlatform.EndToEnd.Tests.FeedModel;
using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// Clients of the event feed with random filters, random events and changes of filters among them; a model in memory that was written from
/// docs/protocols/event-feed.md decides what each client must have got, in which order and around which of its filter messages.
/// </summary>
public sealed class FeedModelTests
{
    /// <summary>Names of the environment variables with another seed, and another number of steps.</summary>
    private const string SeedVariable = "MODEL_SEED";
    private const string StepsVariable = "MODEL_STEPS";

    /// <summary>Fewer would mean that the filters let nearly nothing in, or everything.</summary>
    private const int FilteredMin = 1_000;

    /// <summary>Events of each publisher that rush.</summary>
    private const int RushCount = 5_000;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Events_ToClientsThatChangeTheirFilters_AreWhatTheModelSays(int partitions)
    {
        var seed = Setting(SeedVariable, 20_261_127 + partitions);
        var steps = Setting(StepsVariable, 1_500);
        await using var platform = await Platform.Start(partitions: partitions);
        Ports[] ports = [await AddGateway(platform, partitions), await AddGateway(platform, partitions)];
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports[0].Http}"));
        await using var run = new FeedRun(ports, (await rest.Get("live/coreServers"))[0].Text("id")!, seed);

        var started = Stopwatch.GetTimestamp();
        await run.Begin();
        for (var step = 0; step < steps; step++)
        {
            await run.Step();
        }

        await run.End();
        var check = new ReaderCheck(run.Told);
        var difference = run.Readers.Select(check.Difference).OfType<string>().FirstOrDefault();
        Assert.True(difference is null, $"seed {seed}, {partitions} partitions: {difference}");

        var segments = run.Readers.SelectMany(reader => reader.Segments).Where(segment => segment.Filters.Entries.Count > 0).ToList();
        var filtered = segments.Sum(segment => segment.Messages.Count);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}, {run.Told.Count} events, {run.Readers.Count} clients, {segments.Count} sets let {filtered} events in, "
            + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        Assert.InRange(filtered, FilteredMin, run.Told.Count * run.Readers.Count / 2);
    }

    [Fact]
    public async Task Filters_ChangedWhileEventsRush_ChangeBetweenTwoEvents()
    {
        await using var platform = await Platform.Start();
        var ports = await AddGateway(platform, partitions: 1);
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{ports.Http}"));
        await using var rush = new FeedRush(ports, (await rest.Get("live/coreServers"))[0].Text("id")!);

        var started = Stopwatch.GetTimestamp();
        await rush.Run(RushCount);
        var check = new ReaderCheck(rush.Told);
        Assert.Null(rush.Readers.Select(check.Difference).OfType<string>().FirstOrDefault());

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{rush.Told.Count} events, {rush.Readers.Sum(reader => reader.Segments.Count)} sets, "
            + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    private static async Task<Ports> AddGateway(Platform platform, int partitions) =>
        (await platform.AddGateway($"--Events:Partitions={partitions}")).Ports;

    private static int Setting(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
