using System.Net;
using EventPlatform.Testing.Processes;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>A gateway that can reach no silo waits, says what for, and ends when it is asked to.</summary>
public sealed class WaitingGatewayTests(PostgresServer server) : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly ClusterAuthority _ours = new();
    private readonly ClusterAuthority _others = new();
    private readonly Ports _ports = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Start_NoSilo_WaitsIsNotReadyAndEndsWith0WhenAsked()
    {
        await using var gateway = Gateway(await Migrated());

        await gateway.WhenLogged("Waiting for a silo of cluster default: none is in PostgreSQL", Cancel);

        await IsNotReady();
        await EndsQuietly(gateway);
    }

    [Fact]
    public async Task Start_SiloComesLater_IsReadyThen()
    {
        var database = await Migrated();
        await using var gateway = Gateway(database);
        await gateway.WhenLogged("Waiting for a silo", Cancel);

        await using var silo = await SiloHost.StartSilo(database);

        await gateway.WhenReady(Cancel);
        Assert.Equal(0, await gateway.Stop(Cancel));
    }

    [Fact]
    public async Task Start_SiloOfAnotherAuthority_SaysSoIsNotReadyAndEndsWith0WhenAsked()
    {
        var database = await Migrated();
        await using var silo = await SiloHost.StartSilo(database, _ours.Settings());
        await using var gateway = Gateway(database, _others.Settings());

        await gateway.WhenLogged(
            "Waiting for a silo of cluster default: one shows a certificate (CN=part) that Cluster:Tls:Authority has not signed", Cancel);

        await IsNotReady();
        await EndsQuietly(gateway);
    }

    private async Task IsNotReady()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_ports.Management}") };
        using var live = await http.GetAsync("/healthz/live", Cancel);
        using var ready = await http.GetAsync("/healthz/ready", Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
    }

    private static async Task EndsQuietly(ClusterProcess gateway)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        end.CancelAfter(AtOnce);

        Assert.Equal(0, await gateway.Stop(end.Token));
        Assert.DoesNotContain("   at ", gateway.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", gateway.Errors, StringComparison.Ordinal);
    }

    private ClusterProcess Gateway(string database, params (string Key, string? Value)[] settings) => ClusterProcess.Gateway(
        [
            .. _ports.Arguments(), $"--Cluster:ConnectionString={database}",
            .. settings.Select(setting => $"--Cluster:{setting.Key}={setting.Value}"),
        ]);

    private async Task<string> Migrated()
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        return database;
    }
}
