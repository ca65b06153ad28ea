using EventPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests;

public sealed class StopTests
{
    private readonly HookLog _log = new();
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Stop_OfASilo_RunsTheHooks()
    {
        var cluster = await Deploy();
        await cluster.Client.GetGrain<IHookGrain>("a").Call();
        await cluster.StopAllSilosAsync();
        Assert.Equal(["ShuttingDown"], _log.Entries);
    }

    [Fact]
    public async Task Kill_OfASilo_RunsNoHookAndTellsTheCallers()
    {
        await using var cluster = await Deploy();
        await cluster.Client.GetGrain<IHookGrain>("a").Call();
        var waiting = cluster.Client.GetGrain<IEdgeGrain>("b").Wait();
        await cluster.KillSiloAsync(cluster.Silos[0]);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
        Assert.Empty(_log.Entries);
        Assert.Empty(cluster.Silos);
    }

    [Fact]
    public async Task IdleGrain_ByTheClockOfTheTest_IsCollected()
    {
        await using var cluster = await Deploy();
        var grain = cluster.Client.GetGrain<IHookGrain>("a");
        await grain.Call();
        var ended = cluster.WaitForDeactivationAsync(grain);
        _clock.Advance(TimeSpan.FromMinutes(14));
        Assert.False(ended.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(3));
        await ended;
        Assert.Equal(["ActivationIdle"], _log.Entries);
    }

    [Fact]
    public async Task Deploy_WithAnAgeBelowTheQuantum_Refuses()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo => silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromSeconds(5)));
        using var host = builder.Build();
        var failure = await Assert.ThrowsAsync<OrleansConfigurationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("CollectionQuantum", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithASilo_OffersClientAndFactory()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans();
        builder.UseOrleansClient();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<IClusterClient>().GetGrain<IEdgeGrain>("a").Call();
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEdgeGrain>("a").Call();
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<InProcessTestCluster> Deploy()
    {
        var cluster = new InProcessTestClusterBuilder(1)
            .ConfigureSilo((_, silo) =>
            {
                silo.Services.AddSingleton(_log);
                silo.Services.AddSingleton<TimeProvider>(_clock);
            })
            .Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
