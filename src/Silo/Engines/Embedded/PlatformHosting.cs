using System.Diagnostics;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Contracts.Tracing;
using EventPlatform.Grains;
using EventPlatform.Management;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;

namespace EventPlatform.Silo;

/// <summary>The embedded engine: silo and gateway in one process, state in one SQLite file.</summary>
public static class PlatformHosting
{
    /// <summary>Name of the engine this build has.</summary>
    public static string Engine => "embedded";

    /// <summary>Makes this process a silo.</summary>
    public static IHostApplicationBuilder AddPlatformSilo(this IHostApplicationBuilder builder)
    {
        SiloSettings.AddOptions(builder);
        var path = SiloSettings.Read<DataOptions>(builder, DataOptions.Section).Path;
        MakeFolderOf(path);
        AllowKnownCallsOnly(builder.Services);
        builder.Services.AddMetrics().AddMeters<StorageMetrics>().AddMeters<CallMetrics>();
        builder.Services.AddSingleton(SessionLease.WhereGrainsAreLostTogether);
        builder.Services.AddOptions<SqliteGrainStorageOptions>(PlatformGrains.Storage)
            .Configure<StorageMetrics>((options, metrics) =>
                (options.OnCommitted, options.OnTimed, options.OnFailed) = (metrics.Committed, metrics.Timed, metrics.Failed));
        return builder.UseOrleans(silo =>
        {
            SiloSettings.ConfigureSilo(silo);
            silo.AddPlatformTracing();
            silo.AddSqliteGrainStorage(PlatformGrains.Storage, options => options.DataSource = path);
            silo.AddMemoryStreams(EventPartition.Stream);

            // Nobody changes a block that has its number: publisher, log and readers have one array.
            silo.Services.Configure<MemoryStreamOptions>(EventPartition.Stream, options => options.SharesItems = true);
        });
    }

    /// <summary>Lets this process call grains: here always those of its own silo, so <see cref="AddPlatformSilo"/> is needed too.</summary>
    public static IHostApplicationBuilder AddPlatformClient(this IHostApplicationBuilder builder)
    {
        SiloSettings.AddOptions(builder);
        SiloSettings.ConfigureClient(builder.Services);
        return builder.UseOrleansClient(client => client.AddMemoryStreams(EventPartition.Stream));
    }

    /// <summary>Whether a gateway's process is a silo too: on this engine always.</summary>
    /// <param name="isWanted">What the configuration says.</param>
    public static bool HostsSilo(bool isWanted)
    {
        _ = isWanted;
        return true;
    }

    /// <summary>Makes this process a gateway: on this engine always with the silo in it.</summary>
    public static IHostApplicationBuilder AddPlatformGateway(this IHostApplicationBuilder builder, bool hostsSilo, string name)
    {
        (_, _) = (hostsSilo, name);
        return builder.AddPlatformSilo().AddPlatformClient();
    }

    /// <summary>Calls of grains belong to the traces of their callers.</summary>
    public static ISiloBuilder AddPlatformTracing(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(new CallTracing(PlatformTracing.Source));
        return silo;
    }

    /// <inheritdoc cref="AddPlatformTracing(ISiloBuilder)"/>
    public static IClientBuilder AddPlatformTracing(this IClientBuilder client) => client;

    /// <summary>Lets this process know the live silos.</summary>
    public static IServiceCollection AddSiloList(this IServiceCollection services) => services.AddSingleton<ISiloList, OneSilo>();

    private static void MakeFolderOf(string path)
    {
        if (path != ":memory:" && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    [Conditional("DEBUG")]
    private static void AllowKnownCallsOnly(IServiceCollection services) => services.AddSingleton(PlatformCalls.Known());
}
