using EventPlatform.Contracts.Directory;
using EventPlatform.Testing;
using EventPlatform.Testing.Processes;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>Silos as processes over one database: what one has written the next one reads.</summary>
public sealed class TakeoverTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_AtTheSamePorts_GoesOnWithTheState()
    {
        var database = await Migrated();
        var ports = FreePorts.Take(2);
        PlatformStarted written;
        await using (var first = await ClusterProcess.SiloOf(database, ports).WhenReady(Cancel))
        {
            await using var client = await SiloHost.StartClient(database);
            written = await client.Begin();
            await first.Kill();
        }

        await using var second = await ClusterProcess.SiloOf(database, ports).WhenReady(Cancel);
        await using var later = await SiloHost.StartClient(database);

        var read = await later.Eventually(process => process.Begin());
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

        var first = await one.Begin();
        var second = await other.Begin();

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
}
