using EventPlatform.Contracts.Events;
using EventPlatform.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.Streams;

namespace EventPlatform.Silo;

/// <summary>The cluster engine: silos and gateways as processes of their own.</summary>
public static class PlatformHosting
{
    /// <summary>Name of the engine this build has.</summary>
    public static string Engine => "cluster";

    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(5);

    /// <summary>Makes this process a silo.</summary>
    public static IHostApplicationBuilder AddPlatformSilo(this IHostApplicationBuilder builder)
    {
        SiloSettings.AddOptions(builder);
        var cluster = SiloSettings.Read<ClusterSettings>(builder, ClusterSettings.Section);
        var partitions = SiloSettings.Read<EventOptions>(builder, EventOptions.Section).Partitions;
        return builder.UseOrleans(silo =>
        {
            SiloSettings.ConfigureSilo(silo);
            silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, null, cluster.Service, cluster.Id);
            silo.Configure<ClusterMembershipOptions>(FindDeadSilosFast);
            silo.AddPlatformState();
            silo.AddPlatformStreams(partitions);
        });
    }

    /// <summary>Lets this process call the grains of a cluster.</summary>
    public static IHostApplicationBuilder AddPlatformClient(this IHostApplicationBuilder builder)
    {
        SiloSettings.AddOptions(builder);
        SiloSettings.ConfigureClient(builder.Services);
        var cluster = SiloSettings.Read<ClusterSettings>(builder, ClusterSettings.Section);
        var partitions = SiloSettings.Read<EventOptions>(builder, EventOptions.Section).Partitions;
        return builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(cluster.GatewayPort, cluster.Service, cluster.Id);
            client.AddMemoryStreams(EventPartition.Stream, streams =>
            {
                streams.ConfigurePartitioning(partitions);
                streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            });
        });
    }

    /// <summary>Whether a gateway's process is a silo too.</summary>
    /// <param name="isWanted">What the configuration says.</param>
    public static bool HostsSilo(bool isWanted) => isWanted;

    /// <summary>Makes this process a gateway: a client of the cluster, or a silo that serves clients too.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="hostsSilo">Whether it is a silo too.</param>
    /// <param name="name">The gateway's id, which is the silo's name then.</param>
    public static IHostApplicationBuilder AddPlatformGateway(this IHostApplicationBuilder builder, bool hostsSilo, string name)
    {
        if (!hostsSilo)
        {
            return builder.AddPlatformClient();
        }

        builder.Services.Configure<SiloOptions>(silo => silo.SiloName = name);
        return builder.AddPlatformSilo();
    }

    /// <summary>Lets this process know the live silos.</summary>
    public static IServiceCollection AddSiloList(this IServiceCollection services) => services.AddSingleton<ISiloList, ManagedSilos>();

    internal static void AddPlatformState(this ISiloBuilder silo)
    {
        silo.Services.AddKeyedSingleton<IGrainStorageSerializer, StateJsonSerializer>(PlatformGrains.Storage);
        silo.AddMemoryGrainStorage(PlatformGrains.Storage);
    }

    /// <summary>
    /// Polled often, as polling is the latency of every event; a queue a partition, as a new stream stalls the others of its queue;
    /// and told to forget, as the log keeps what readers need.
    /// </summary>
    internal static void AddPlatformStreams(this ISiloBuilder silo, int partitions)
    {
        silo.AddMemoryStreams(EventPartition.Stream, streams =>
        {
            streams.ConfigurePartitioning(partitions);
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = PollPeriod));
            streams.ConfigureCacheEviction(cache => cache.Configure(options =>
            {
                options.DataMinTimeInCache = TimeSpan.FromSeconds(1);
                options.DataMaxAgeInCache = TimeSpan.FromSeconds(2);
            }));
        });
    }

    /// <summary>A killed silo is declared dead in 2.5 s, one that hangs in 6 s; without the last setting it would be 24 s.</summary>
    private static void FindDeadSilosFast(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
    }
}
