using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.Embedded;

/// <summary>Puts the engine into the services, once, however often a silo is configured.</summary>
internal sealed class SiloBuilder : ISiloBuilder
{
    internal SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEngineScheduler, ThreadPoolScheduler>();
        services.TryAddSingleton<MemoryStorageData>();
        services.TryAddSingleton<EngineConnection>();
        services.TryAddSingleton<GrainClasses>();
        services.TryAddSingleton(new ServiceLifetimes(services));
        services.TryAddSingleton<Engine>();
        services.TryAddSingleton(provider => new CallStatistics(provider.GetRequiredService<Engine>()));
        services.TryAddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Engine>().Grains);
        services.TryAddSingleton<IClusterClient>(provider => new ClusterClient(provider.GetRequiredService<Engine>().Grains, provider));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EngineService>());
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }
}
