using EventPlatform.Contracts.Events;
using EventPlatform.Grains;
using EventPlatform.Management;
using EventPlatform.Silo.Calls;
using EventPlatform.Silo.Postgres;
using EventPlatform.Silo.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Providers;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.Streams;

namespace EventPlatform.Silo;

/// <summary>The cluster engine: silos and gateways as processes of their own.</summary>
public static class PlatformHosting
{
    /// <summary>Name of the engine this build has.</summary>
    public static string Engine => "cluster";

    /// <summary>Orleans' name of Npgsql.</summary>
    private const string Invariant = "Npgsql";

    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How often a client looks which silos there are. Until it has seen that a hung one is declared dead, it sends through it and waits.
    /// </summary>
    private static readonly TimeSpan LookForSilosEvery = TimeSpan.FromSeconds(1);

    /// <summary>Makes this process a silo.</summary>
    /// <exception cref="SettingException">A setting of the cluster is missing or wrong.</exception>
    public static IHostApplicationBuilder AddPlatformSilo(this IHostApplicationBuilder builder)
    {
        SiloSettings.AddOptions(builder);
        var cluster = SiloSettings.Read<ClusterSettings>(builder, ClusterSettings.Section);
        var partitions = SiloSettings.Read<EventOptions>(builder, EventOptions.Section).Partitions;
        var database = builder.Services.AddDatabase(cluster);
        var tls = ClusterTls.Read(cluster.Tls);
        var endpoints = SiloEndpoints.Of(cluster);
        var isTraced = SiloSettings.IsTraced(builder);
        return builder.UseOrleans(silo =>
        {
            SiloSettings.ConfigureSilo(silo);
            silo.AddPlatformCalls();
            if (isTraced)
            {
                silo.AddPlatformTracing();
            }

            silo.Configure<ClusterOptions>(cluster.Name);
            silo.Configure<EndpointOptions>(endpoints.Configure);
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database.ConnectionString));
            silo.Configure<ClusterMembershipOptions>(FindDeadSilosFast);
            silo.AddPlatformState(database);
            silo.Services.AddDatabaseFaults();
            silo.AddPlatformStreams(partitions);
            silo.AddReusedAddress(cluster.Id, database, endpoints);
            if (tls is not null)
            {
                silo.UseTls(tls.Configure);
            }
        });
    }

    /// <summary>Lets this process call the grains of a cluster.</summary>
    /// <exception cref="SettingException">A setting of the cluster is missing or wrong.</exception>
    public static IHostApplicationBuilder AddPlatformClient(this IHostApplicationBuilder builder)
    {
        SiloSettings.AddOptions(builder);
        SiloSettings.ConfigureClient(builder.Services);
        var cluster = SiloSettings.Read<ClusterSettings>(builder, ClusterSettings.Section);
        var partitions = SiloSettings.Read<EventOptions>(builder, EventOptions.Section).Partitions;
        var database = builder.Services.AddDatabase(cluster);
        var tls = ClusterTls.Read(cluster.Tls);
        var isTraced = SiloSettings.IsTraced(builder);
        builder.Services.AddSiloWait(cluster, database, tls);
        return builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster.Name);
            if (isTraced)
            {
                client.AddPlatformTracing();
            }

            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database.ConnectionString));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = LookForSilosEvery);
            client.Services.AddBlockPayloads();
            client.Services.AddDatabaseFaults();
            client.AddMemoryStreams(EventPartition.Stream, streams =>
            {
                streams.ConfigurePartitioning(partitions);
                streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            });
            if (tls is not null)
            {
                client.UseTls(tls.Configure);
            }
        });
    }

    /// <summary>Whether a gateway's process is a silo too.</summary>
    /// <param name="isWanted">What the configuration says.</param>
    public static bool HostsSilo(bool isWanted) => isWanted;

    /// <summary>Makes this process a gateway: a client of the cluster, or a silo that serves clients too.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="hostsSilo">Whether it is a silo too.</param>
    /// <param name="name">The gateway's id, which is the silo's name then.</param>
    /// <exception cref="SettingException">A setting of the cluster is missing or wrong.</exception>
    public static IHostApplicationBuilder AddPlatformGateway(this IHostApplicationBuilder builder, bool hostsSilo, string name)
    {
        if (SiloSettings.Read<ClusterSettings>(builder, ClusterSettings.Section).Role == "silo")
        {
            throw new SettingException(
                "Cluster:Role", "'silo' is not allowed in a gateway's process; allowed: gateway, both (a silo alone is src/Silo)");
        }

        if (!hostsSilo)
        {
            return builder.AddPlatformClient();
        }

        builder.Services.Configure<SiloOptions>(silo => silo.SiloName = name);
        return builder.AddPlatformSilo();
    }

    /// <summary>Lets this process know the live silos.</summary>
    public static IServiceCollection AddSiloList(this IServiceCollection services) => services.AddSingleton<ISiloList, ManagedSilos>();

    /// <summary>Calls of grains belong to the traces of their callers. Without it each call is a little cheaper.</summary>
    public static ISiloBuilder AddPlatformTracing(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IOutgoingGrainCallFilter, OutgoingCalls>();
        return silo;
    }

    /// <inheritdoc cref="AddPlatformTracing(ISiloBuilder)"/>
    public static IClientBuilder AddPlatformTracing(this IClientBuilder client)
    {
        client.Services.AddSingleton<IOutgoingGrainCallFilter, OutgoingCalls>();
        return client;
    }

    /// <summary>Counts calls, and takes what <see cref="AddPlatformTracing(ISiloBuilder)"/> of their callers sends along.</summary>
    public static ISiloBuilder AddPlatformCalls(this ISiloBuilder silo)
    {
        silo.Services.AddMetrics().AddMeters<CallMetrics>().AddSingleton<IIncomingGrainCallFilter, IncomingCalls>();
        return silo;
    }

    internal static void AddPlatformState(this ISiloBuilder silo, Database database)
    {
        silo.Services.AddKeyedSingleton<IGrainStorageSerializer, StateJsonSerializer>(PlatformGrains.Storage);
        silo.AddAdoNetGrainStorage(
            PlatformGrains.Storage,
            options => (options.Invariant, options.ConnectionString) = (Invariant, database.ConnectionString));
        silo.Services.AddMetrics().AddMeters<StorageMetrics>();
        MeasuredStorage.Wrap(silo.Services);
    }

    /// <summary>
    /// Polled often, as polling is the latency of every event; a queue a partition, as a new stream stalls the others of its queue;
    /// and told to forget, as the log keeps what readers need.
    /// </summary>
    internal static void AddPlatformStreams(this ISiloBuilder silo, int partitions)
    {
        silo.Services.AddBlockPayloads();
        silo.AddMemoryStreams(EventPartition.Stream, streams =>
        {
            streams.ConfigurePartitioning(partitions);
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigureBackoffProvider(IQueueReaderBackoffProvider (_, _) => new StreamRetries());
            streams.ConfigureBackoffProvider(IMessageDeliveryBackoffProvider (_, _) => new StreamRetries());
            streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = PollPeriod));
            streams.ConfigureCacheEviction(cache => cache.Configure(options =>
            {
                options.DataMinTimeInCache = TimeSpan.FromSeconds(1);
                options.DataMaxAgeInCache = TimeSpan.FromSeconds(2);
            }));
        });
    }

    /// <summary>
    /// What fails at the database says so to callers in other processes, too: an exception within which there is one that cannot be sent
    /// would come to them as a fault of ours.
    /// </summary>
    private static void AddDatabaseFaults(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add(Invariant));

    /// <summary>What is added here is started before the engine.</summary>
    private static Database AddDatabase(this IServiceCollection services, ClusterSettings cluster)
    {
        var database = Database.Of(cluster);
        services.AddHostedService(_ => new SchemaCheck(new Schema(database, SchemaScripts.Known)));
        return database;
    }

    /// <summary>Before TLS: who is not let in needs no handshake.</summary>
    private static void AddReusedAddress(this ISiloBuilder silo, string cluster, Database database, SiloEndpoints endpoints)
    {
        silo.Services.AddSingleton(provider => new ReusedAddress(
            cluster,
            database,
            endpoints,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReusedAddress>>()));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ReusedAddress>());
        silo.Configure<SiloConnectionOptions>(options => options.ConfigureSiloInboundConnection(connections =>
            connections.Use(next => connections.ApplicationServices.GetRequiredService<ReusedAddress>().Guard(next))));
    }

    private static void AddSiloWait(this IServiceCollection services, ClusterSettings cluster, Database database, ClusterTls? tls)
    {
        services.AddSingleton<IClientConnectionRetryFilter>(provider => new SiloWait(
            cluster.Id, database, tls, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SiloWait>>()));
        services.AddSingleton<QuietConnecting>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(provider => provider.GetRequiredService<QuietConnecting>());
        services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(provider => provider.GetRequiredService<QuietConnecting>());
        services.AddHostedService(provider => provider.GetRequiredService<QuietConnecting>());
    }

    private static void Name(this ClusterSettings cluster, ClusterOptions options) =>
        (options.ClusterId, options.ServiceId) = (cluster.Id, cluster.Service);

    /// <summary>
    /// A silo that was killed or hangs is declared dead after three probes in a row, so in 6 s. The longest time is said as well: by
    /// itself it is four times the first one, and that long is what has been heard of a silo taken as a sign that it lives.
    /// </summary>
    private static void FindDeadSilosFast(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.MaxProbeTimeout = TimeSpan.FromSeconds(2);

        // One that went on after that finds it here, and ends; by default it looks once a minute.
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
    }
}
