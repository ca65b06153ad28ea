using System.Diagnostics;
using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Testing;
using EventPlatform.Testing.Processes;
using Npgsql;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>How soon the loss of a silo's process is over.</summary>
public sealed class LostSilosTests(PostgresServer server)
{
    private const int Logs = 16;

    /// <summary>Three probes of 2 s, and what a busy machine takes.</summary>
    private static readonly TimeSpan Declared = TimeSpan.FromSeconds(12);

    /// <summary>Then a client looks, every second, and a call that went to the dead one ends after 5 s.</summary>
    private static readonly TimeSpan Answered = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Killed or hanging, each in a cluster of its own. By itself Orleans takes 15 to 25 s for it, and a client a minute until it does not
    /// speak any more to the one that hangs.
    /// </summary>
    [Fact]
    public Task Lose_OneOfTwoSilos_IsDeclaredDeadAndTheOtherGoesOnSoon() => Task.WhenAll(Lose(hangs: false), Lose(hangs: true));

    private async Task Lose(bool hangs)
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        var ports = FreePorts.Take(2);
        await using var first = await ClusterProcess.SiloOf(database, ports).WhenReady(Cancel);
        await using var second = await ClusterProcess.SiloOf(database, FreePorts.Take(2)).WhenReady(Cancel);
        await using var client = await SiloHost.StartClient(database);
        var written = await client.Begin();
        await AskLogs(client);

        var since = Stopwatch.StartNew();
        await MakeLost(first, hangs);
        await WhenDead(database, ports[0]);

        var declared = since.Elapsed;
        await client.Eventually(AskLogs);
        var answered = since.Elapsed;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{(hangs ? "hanging" : "killed")}: declared dead after {declared}, all answer after {answered}");
        Assert.InRange(declared, TimeSpan.Zero, Declared);
        Assert.InRange(answered, TimeSpan.Zero, Answered);
        var read = await client.Eventually(process => process.Begin());
        Assert.Equal(written.CoreServer, read.CoreServer);
        Assert.Equal((true, false), (written.Adopted, read.Adopted));
        await EndLost(first, hangs);
        Assert.Equal(0, await second.Stop(Cancel));
    }

    private static async Task MakeLost(ClusterProcess silo, bool hangs)
    {
        if (!hangs)
        {
            await silo.Kill();
            return;
        }

        silo.Hang();
    }

    /// <summary>One that goes on finds that it was declared dead, and ends; by itself Orleans would look once a minute.</summary>
    private static async Task EndLost(ClusterProcess silo, bool hangs)
    {
        if (hangs)
        {
            silo.GoOn();
            using var end = new CancellationTokenSource(SiloHost.Recovered);
            Assert.NotEqual(0, await silo.ExitCode(end.Token));
        }
    }

    /// <summary>Asks the database, which no silo has to answer for.</summary>
    private static async Task WhenDead(string database, int siloPort)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT status FROM cluster_silo WHERE port = $1", connection);
        command.Parameters.Add(new() { Value = siloPort });
        using var end = new CancellationTokenSource(SiloHost.Recovered);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((int)(await command.ExecuteScalarAsync(Cancel))! != (int)SiloStatus.Dead)
        {
            await pace.WaitForNextTickAsync(end.Token);
        }
    }

    /// <summary>Some are on the one silo and some on the other, and are asked through the one or the other.</summary>
    private static Task<bool[]> AskLogs(SiloHost client) => Task.WhenAll(
        Enumerable.Range(0, Logs).Select(log => client.Grains.GetGrain<ISubscriptionGrain>(log).Has(Guid.Empty, 1, Cancel)));
}
