using EventPlatform.Contracts;
using EventPlatform.Contracts.Sessions;
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
        services.TryAddSingleton(SessionLease.WhereGrainsAreLostAlone);
        services.AddOptions<GrainCollectionOptions>().Configure<SessionLease>(ConfigureCollection);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PublisherConfirmations>());
        return services;
    }

    /// <summary>Between two looks for grains that are idle.</summary>
    internal static TimeSpan CollectionQuantum(SessionLease lease) => lease.Duration / 4;

    /// <summary>
    /// Sessions whose gateway is silent are collected, which ends them; a user is when all its sessions would be forgotten as silent.
    /// </summary>
    private static void ConfigureCollection(GrainCollectionOptions options, SessionLease lease)
    {
        options.CollectionQuantum = CollectionQuantum(lease);
        options.ClassSpecificCollectionAge[typeof(SessionGrain).FullName!] = lease.Duration;
        options.ClassSpecificCollectionAge[typeof(UserGrain).FullName!] = lease.UserSilenceMax;
    }
}
