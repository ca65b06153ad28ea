using EventPlatform.Contracts;
using EventPlatform.Grains.Publishing;
using EventPlatform.Grains.Sessions;
using EventPlatform.Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace EventPlatform.Grains;

/// <summary>What a silo needs to run these grains, whatever the engine.</summary>
public static class PlatformGrains
{
    /// <summary>Name of the storage that keeps the grains' states.</summary>
    public const string Storage = "platform";

    /// <summary>Services that the grains ask for. Storage <see cref="Storage"/> and the event streams are the host's.</summary>
    public static IServiceCollection AddPlatformGrains(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>();
        services.AddMetrics();
        services.TryAddSingleton<LogMetrics>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, RandomIdSource>();
        services.TryAddSingleton<SiloPublisher>();
        services.TryAddSingleton(UserRenewal.Always);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PublisherConfirmations>());
        return services;
    }

    /// <summary>
    /// Sessions whose gateway is silent are collected, which ends them; a user is when all its sessions would be forgotten as silent.
    /// </summary>
    public static void ConfigureCollection(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(10);
        options.ClassSpecificCollectionAge[typeof(SessionGrain).FullName!] = SessionLease.Duration;
        options.ClassSpecificCollectionAge[typeof(UserGrain).FullName!] = UserIndex.SilenceMax;
    }
}
