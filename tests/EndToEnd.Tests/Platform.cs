using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Core;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Grains;
using EventPlatform.Grains.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Grains in a test cluster (two silos where the engine has them), and gateways in this process, on real sockets.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly TimeProvider _clock;
    private readonly Action<IServiceCollection> _addServices;
    private readonly List<GatewayHost> _gateways = [];

    private Platform(InProcessTestCluster cluster, TimeProvider clock, Action<IServiceCollection> addServices)
    {
        _cluster = cluster;
        _clock = clock;
        _addServices = addServices;
    }

    /// <summary>All that were added.</summary>
    internal IReadOnlyList<GatewayHost> Gateways => _gateways;

    /// <param name="clock">Of grains and gateways; the system's when not given.</param>
    /// <param name="addServices">Further services of the gateways, such as handlers of other classes.</param>
    /// <param name="configureSilo">Configures silos, their storage too; that is in memory when not given.</param>
    /// <param name="partitions">Of the event log; gateways must be told the same.</param>
    internal static async Task<Platform> Start(
        TimeProvider? clock = null,
        Action<IServiceCollection>? addServices = null,
        Action<ISiloBuilder>? configureSilo = null,
        int partitions = 1)
    {
        var builder = new InProcessTestClusterBuilder(2);
        TestEngine.Configure(builder, partitions);
        builder.ConfigureSilo((_, silo) =>
        {
            (configureSilo ?? (_ => silo.AddMemoryGrainStorage(PlatformGrains.Storage)))(silo);
            silo.Services.AddPlatformGrains();
            silo.Configure<EventOptions>(options => options.Partitions = partitions);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
            if (clock is not null)
            {
                TestClock.Use(silo, clock);
            }
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Platform(cluster, clock ?? TimeProvider.System, addServices ?? (_ => { }));
    }

    /// <summary>A gateway that is ready for clients, with the sample directory and open to any user.</summary>
    internal Task<(GatewayHost Host, Ports Ports)> AddGateway(params string[] arguments) => AddGateway(Ports.Free(), arguments);

    /// <summary>The same, at ports that are given.</summary>
    internal async Task<(GatewayHost Host, Ports Ports)> AddGateway(Ports ports, params string[] arguments)
    {
        string[] all = [.. ports.Arguments(), "--Auth:Open=true", $"--Directory:Seed={SampleDirectory.Path}", .. arguments];
        var sources = new SettingsSources(AppContext.BaseDirectory, Arguments.Parse(all));
        var settings = new LiveSettings(sources.Read, sources.Files);
        var parts = PlatformParts.With((app, _) =>
        {
            app.Services.Replace(ServiceDescriptor.Singleton(_clock));
            app.Services.AddSingleton(_cluster.Client);
            _addServices(app.Services);
        });
        var host = new GatewayHost(settings, parts, TextWriter.Null);
        _gateways.Add(host);
        await host.Start(TestContext.Current.CancellationToken);
        return (host, ports);
    }

    /// <summary>The gateway ends in order, as when its process is asked to.</summary>
    internal async Task End(GatewayHost gateway)
    {
        _gateways.Remove(gateway);
        await gateway.Drain();
        await gateway.DisposeAsync();
    }

    /// <summary>The gateway neither reads nor renews any more, and says nothing: a hung one.</summary>
    internal static Task Freeze(GatewayHost gateway) => gateway.Services.GetRequiredService<GatewayCore>().Stop();

    /// <summary>The grains, as a client of the cluster reaches them.</summary>
    internal IGrainFactory Grains => _cluster.Client;

    /// <summary>Ends the activation of a grain: what it held in memory is lost.</summary>
    internal Task Forget(IAddressable grain) => _cluster.DeactivateAsync(grain);

    /// <summary>The silos.</summary>
    internal InProcessTestCluster Cluster => _cluster;

    /// <summary>The gateway as the grains know it.</summary>
    internal static GatewayRef Identity(GatewayHost gateway) => gateway.Services.GetRequiredService<GatewayIdentity>().Current;

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        await _cluster.DisposeAsync();
    }
}
