using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>A running cluster of the platform's grains; two silos where the engine can.</summary>
public sealed class PlatformCluster : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster;

    public PlatformCluster()
        : this(static _ => { })
    {
    }

    internal PlatformCluster(Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(2);
        TestEngine.Configure(builder, partitions: 1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(PlatformGrains.Storage, Storage);
            silo.Services.AddPlatformGrains();
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
            configure(silo);
        });
        _cluster = builder.Build();
    }

    public TestStorage Storage { get; } = new();

    public IClusterClient Client => _cluster.Client;

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    public T Grain<T>(Guid key)
        where T : IGrainWithGuidKey => Client.GetGrain<T>(key);

    public T Grain<T>(long key)
        where T : IGrainWithIntegerKey => Client.GetGrain<T>(key);

    public T Grain<T>(string key)
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    /// <summary>Ends the grain's activation: its memory is lost, its storage stays.</summary>
    public Task Forget(IAddressable grain) => _cluster.DeactivateAsync(grain);
}
