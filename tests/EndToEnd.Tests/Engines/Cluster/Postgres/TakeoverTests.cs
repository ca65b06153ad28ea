using System.Diagnostics;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Testing;
using EventPlatform.Testing.Processes;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>Silos as processes over one database: what one has written the next one reads.</summary>
public sealed class TakeoverTests(PostgresServer server)
{
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_OneOfTwoSilos_OtherReadsWhatItWrote()
    {
        var database = await Migrated();
        await using var first = await Silo(database, FreePorts.Take(2)).WhenReady(Cancel);
        await using var client = await SiloHost.StartClient(database);
        var written = await Begin(client);
        await using var second = await Silo(database, FreePorts.Take(2)).WhenReady(Cancel);

        await first.Kill();

        var read = await Eventually(() => Begin(client));
        Assert.Equal(written.CoreServer, read.CoreServer);
        Assert.Equal((true, false), (written.Adopted, read.Adopted));
        Assert.Equal(0, await second.Stop(Cancel));
    }

    /// <summary>Also calls that the client sends by way of the silo that hangs.</summary>
    [Fact]
    public async Task Hang_OneOfTwoSilos_AllCallsAreAnsweredAgainIn15Seconds()
    {
        var database = await Migrated();
        await using var first = await Silo(database, FreePorts.Take(2)).WhenReady(Cancel);
        await using var second = await Silo(database, FreePorts.Take(2)).WhenReady(Cancel);
        await using var client = await SiloHost.StartClient(database);
        var users = Enumerable.Range(0, 32).Select(number => client.Grains.GetGrain<IUserGrain>($"default/user{number}")).ToList();
        await Task.WhenAll(users.Select(user => Eventually(() => user.Sessions(Cancel))));

        var hung = Stopwatch.StartNew();
        first.Hang();
        await Task.WhenAll(users.Select(user => Eventually(() => user.Sessions(Cancel))));

        Assert.InRange(hung.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
        first.GoOn();
        Assert.NotEqual(0, await first.ExitCode(Cancel));
        Assert.Equal(0, await second.Stop(Cancel));
    }

    [Fact]
    public async Task Restart_AtTheSamePorts_GoesOnWithTheState()
    {
        var database = await Migrated();
        var ports = FreePorts.Take(2);
        PlatformStarted written;
        await using (var first = await Silo(database, ports).WhenReady(Cancel))
        {
            await using var client = await SiloHost.StartClient(database);
            written = await Begin(client);
            await first.Kill();
        }

        await using var second = await Silo(database, ports).WhenReady(Cancel);
        await using var later = await SiloHost.StartClient(database);

        var read = await Eventually(() => Begin(later));
        Assert.Equal(written.CoreServer, read.CoreServer);
        Assert.False(read.Adopted);
        Assert.Equal(0, await second.Stop(Cancel));
    }

    [Fact]
    public async Task Start_AnotherService_HasAStateOfItsOwn()
    {
        var database = await Migrated();
        await using var one = await SiloHost.StartSilo(database);
        await using var other = await SiloHost.StartSilo(database, ("Service", "another"), ("Id", "another"));

        var first = await Begin(one);
        var second = await Begin(other);

        Assert.NotEqual(first.CoreServer.Id, second.CoreServer.Id);
        Assert.True(first.Adopted && second.Adopted);
    }

    [Fact]
    public async Task Start_GatewayThatIsASiloToo_IsReadyAlone()
    {
        var database = await Migrated();
        var ports = FreePorts.Take(2);
        await using var gateway = ClusterProcess.Gateway(
        [
            .. Ports.Free().Arguments(), "--Cluster:Role=both", $"--Cluster:ConnectionString={database}",
            "--Cluster:AdvertisedAddress=127.0.0.1", $"--Cluster:SiloPort={ports[0]}", $"--Cluster:GatewayPort={ports[1]}",
        ]);

        await gateway.WhenReady(Cancel);
        await using var client = await SiloHost.StartClient(database);

        Assert.Equal(1, await client.LiveSilos());
        Assert.Equal(0, await gateway.Stop(Cancel));
    }

    private async Task<string> Migrated()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        return database;
    }

    private static ClusterProcess Silo(string database, int[] ports) => ClusterProcess.Silo(
        $"--Cluster:ConnectionString={database}",
        "--Cluster:AdvertisedAddress=127.0.0.1",
        $"--Cluster:SiloPort={ports[0]}",
        $"--Cluster:GatewayPort={ports[1]}");

    /// <summary>Asks the directory as a starting gateway does: the first answer is written, later ones are read.</summary>
    private static async Task<PlatformStarted> Begin(SiloHost process)
    {
        var outcome = await process.Grains.GetGrain<IDirectoryGrain>(0).Start(new PlatformStart(1, "hash"), Cancel);
        return outcome.Value!;
    }

    /// <summary>Until the dead silo is declared dead, calls to its grains fail.</summary>
    private static async Task<T> Eventually<T>(Func<Task<T>> call)
    {
        using var end = new CancellationTokenSource(Recovered);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException && !end.IsCancellationRequested)
            {
                TestContext.Current.TestOutputHelper!.WriteLine(exception.Message);
            }
        }
    }
}
