using System.Net;
using System.Net.Sockets;
using EventPlatform.EndToEnd.Tests.Monitoring;
using EventPlatform.Testing;
using EventPlatform.Testing.Processes;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>What a silo says of itself on its management port.</summary>
public sealed class SiloManagementTests(PostgresServer server)
{
    private static readonly HttpClient Client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_Running_TellsHealthAndMetricsThatAreDocumented()
    {
        var ports = FreePorts.Take(3);
        await using var silo = await Start(ports[2], ports);
        await silo.WhenReady(Cancel);
        var address = new Uri($"http://127.0.0.1:{ports[2]}");

        Assert.Equal("live\n", await Client.GetStringAsync(new Uri(address, "/healthz/live"), Cancel));
        Assert.Equal("ready\n", await Client.GetStringAsync(new Uri(address, "/healthz/ready"), Cancel));
        var text = await Client.GetStringAsync(new Uri(address, "/metrics"), Cancel);
        var metrics = new Exposition(text);
        Assert.Empty(metrics.Types.Keys.Except(DocumentedMetric.All.Select(metric => metric.Name)));
        Assert.Contains("ep_grain_calls_total", metrics.Types.Keys);
        Assert.Contains("ep_process_resident_memory_bytes", metrics.Types.Keys);
        Assert.Contains("ep_storage_failures_total 0\n", text, StringComparison.Ordinal);
        Assert.Contains("ep_ready 1\n", text, StringComparison.Ordinal);
        Assert.Contains("ep_build_info{engine=\"cluster\",role=\"silo\",", text, StringComparison.Ordinal);
        Assert.Contains($"listening Management 127.0.0.1:{ports[2]}\n", silo.Output, StringComparison.Ordinal);
        Assert.Equal(0, await silo.Stop(Cancel));
    }

    [Fact]
    public async Task Silo_ManagementPortInUse_EndsWith1AndNamesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var silo = await Start(port, FreePorts.Take(2));

        Assert.Equal(1, await silo.ExitCode(Cancel));
        Assert.Equal($"Listeners:Management: 127.0.0.1:{port} cannot be listened on: the port is in use", silo.Errors.Split('\n')[^1]);
    }

    private async Task<ClusterProcess> Start(int management, int[] ports)
    {
        var database = await server.NewDatabase();
        await SiloHost.Migrate(database);
        return ClusterProcess.SiloOf(database, ports, $"--Listeners:Management={management}");
    }
}
