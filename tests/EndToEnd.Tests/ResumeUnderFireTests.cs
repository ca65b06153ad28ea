using System.Diagnostics;
using EventPlatform.EndToEnd.Tests.Resuming;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>
/// Many clients of the feed, over both transports, drop and come back at either of two gateways while events are published, extensions are
/// set, users log in, and one of the gateways is started again: nobody misses anything, or is told anything twice, unknowingly.
/// </summary>
public sealed class ResumeUnderFireTests
{
    private const int Seed = 20_261_127;
    private const int Clients = 50;
    private const int ConnectionsEach = 60;
    private const int Restarts = 3;

    /// <summary>More events than this will not happen.</summary>
    private const int ShortMax = 10_000;

    /// <summary>
    /// Of several partitions, a gateway may be behind with one when it tells an event of another: this much older may be what a client
    /// has not been told of.
    /// </summary>
    private const int BehindMax = 1_000;

    /// <param name="partitions">Of the event log.</param>
    /// <param name="window">Events that a replay reaches; so few that it often falls short, or more than there will be.</param>
    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(4, 10_000)]
    [InlineData(4, 20)]
    public async Task Clients_DropAndComeBackAtEitherGateway_AreToldEverythingOnceOrWhatIsMissing(int partitions, int window)
    {
        var cancel = TestContext.Current.CancellationToken;
        var started = Stopwatch.GetTimestamp();
        await using var platform = await Platform.Start(partitions: partitions);
        var gateways = await GatewayPair.Start(
            platform, $"--Events:Partitions={partitions}", $"--History:Events={window}");
        var scene = new ResumeScene(gateways, IsWindowShort: window < ShortMax);
        using var witness = await Witness.Connect(scene);
        var load = new EventLoad(gateways, Seed);
        var clients = Enumerable.Range(0, Clients).Select(number => NewClient(scene, number)).ToList();

        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel))
        {
            var loading = load.Run(stop.Token);
            await All([.. clients.Select(client => client.Run(ConnectionsEach, stop.Token)), Restart(scene)], loading, stop);
        }

        await witness.Until(load.AreSessionsOver, "all logouts");
        var before = witness.Told.Count;
        await load.PublishAllKinds();
        await witness.Until(load.AreSessionsOver, "the last logout");
        var happened = witness.Told;
        await Task.WhenAll(clients.Select(client => client.Finish(happened.Skip(before), cancel)));

        Report(clients, happened, Stopwatch.GetElapsedTime(started));
        Assert.InRange(happened.Count, 0, ShortMax);
        None(WitnessCheck.Problem(happened, load));
        if (partitions == 1)
        {
            // With several, an id also says how far the reader has come in the others, which a replay passes at other moments.
            None(scene.Events.Problem(happened));
        }

        foreach (var client in clients)
        {
            None(new HistoryCheck(happened, client.Filter).Problem(client.History), client);
        }

        var history = clients.SelectMany(client => client.History).ToList();
        CheckBoth(history);
        if (!scene.IsWindowShort)
        {
            CheckExplained(history, partitions == 1 ? 0 : BehindMax);
        }
    }

    /// <summary>All of it: an assertion of equality would show its beginning.</summary>
    private static void None(string? problem, ResumingClient? client = null) => Assert.True(problem is null, $"{client}\n{problem}");

    private static ResumingClient NewClient(ResumeScene scene, int number)
    {
        var filters = PublishedEvent.Filters;
        return new ResumingClient(
            scene, filters[number % filters.Length], isServerSent: number / filters.Length % 2 == 1, new Random(Seed + number));
    }

    /// <summary>Until all is done, or one fails.</summary>
    private static async Task All(List<Task> tasks, Task loading, CancellationTokenSource stop)
    {
        try
        {
            var all = Task.WhenAll(tasks);
            await foreach (var done in Task.WhenEach([.. tasks, loading]).WithCancellation(stop.Token))
            {
                await done;
                if (all.IsCompleted)
                {
                    break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await loading;
        }
    }

    private static async Task Restart(ResumeScene scene)
    {
        for (var number = 1; number <= Restarts; number++)
        {
            await scene.Connections.Reach(Clients * ConnectionsEach * number / (Restarts + 1));
            await scene.Gateways.Restart();
        }
    }

    /// <summary>How long a gateway counts as just begun, in milliseconds.</summary>
    private const int FreshMax = 1_000;

    /// <summary>
    /// No gateway was lost, so there is no gap, but where a gateway has just begun: what it was loaded with may still come in the log. Ids
    /// were of use, at another gateway too, and were not.
    /// </summary>
    private static void CheckBoth(List<HistoryEntry> history)
    {
        HistoryEntry.Resumed? resumed = null;
        foreach (var entry in history)
        {
            resumed = entry is HistoryEntry.Began ? null : entry as HistoryEntry.Resumed ?? resumed;
            if (entry is HistoryEntry.Told { Event.Type: "gap" })
            {
                Assert.True(resumed is not null && resumed.At <= resumed.Gateway.ReadyAt + FreshMax, $"{entry} after {resumed}");
            }
        }

        Assert.Contains(history, entry => entry is HistoryEntry.Resumed { IsRecovered: false });
        Assert.Contains(history, entry => entry is HistoryEntry.Resumed { IsRecovered: true } there && there.Gateway != there.ToldBy);
    }

    /// <summary>Only a gateway that began later than an event does not know it.</summary>
    private static void CheckExplained(List<HistoryEntry> history, long behindMax)
    {
        var unexplained = history.OfType<HistoryEntry.Resumed>()
            .Where(resume => !resume.IsRecovered && resume.Last.Event.Time > resume.Gateway.ReadyAt + behindMax)
            .ToList();
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} not recovered, such as {unexplained.FirstOrDefault()}");
    }

    private static void Report(List<ResumingClient> clients, IReadOnlyList<ToldEvent> happened, TimeSpan passed)
    {
        var resumes = clients.SelectMany(client => client.History).OfType<HistoryEntry.Resumed>().ToList();
        var recovered = resumes.Where(resume => resume.IsRecovered).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{passed.TotalSeconds:F1} s, {happened.Count} events, "
            + $"{clients.Sum(client => client.History.OfType<HistoryEntry.Told>().Count())} told; "
            + $"{clients.Sum(client => client.Resets)} resets, {clients.Sum(client => client.Farewells)} farewells, "
            + $"{clients.Sum(client => client.Ended)} ended by a gateway; "
            + $"recovered: {recovered.Count(resume => resume.Gateway == resume.ToldBy)} at the same gateway, "
            + $"{recovered.Count(resume => resume.Gateway != resume.ToldBy)} at another; not: {resumes.Count - recovered.Count}");
    }
}
