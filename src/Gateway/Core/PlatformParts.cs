using System.Globalization;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed;
using EventPlatform.Gateway.ExternalApi;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.LiveApi;
using EventPlatform.Gateway.StatusInterface;
using EventPlatform.Silo;

namespace EventPlatform.Gateway.Core;

/// <summary>The whole product as the host's parts: engine, core and all front ends.</summary>
internal static class PlatformParts
{
    /// <summary>The parts of the program.</summary>
    /// <param name="addServices">Adds what a program of somebody else's brings; null: nothing.</param>
    internal static GatewayParts Standard(Action<IServiceCollection>? addServices = null) => With((builder, options) =>
    {
        AddEngine(builder, options);
        addServices?.Invoke(builder.Services);
    });

    /// <summary>The parts over another engine, as tests have one that several gateways share.</summary>
    /// <param name="addEngine">Adds what makes an <see cref="IClusterClient"/>.</param>
    internal static GatewayParts With(Action<WebApplicationBuilder, PlatformOptions> addEngine) => new()
    {
        AddServices = (builder, options) =>
        {
            addEngine(builder, options);
            AddGateway(builder.Services, options);
        },
        MapEndpoints = app =>
        {
            app.UseLiveApi();
            app.MapExternalApi();
            app.MapEventFeed();
        },
        Start = (services, start, cancellationToken) =>
            services.GetRequiredService<IClusterClient>().GetGrain<IDirectoryGrain>(0).Start(start, cancellationToken),
        BeforeReady = async (services, _, cancellationToken) =>
        {
            await services.GetRequiredService<DirectorySeed>().Import(cancellationToken);
            await services.GetRequiredService<GatewayCore>().Start(cancellationToken);
        },
    };

    private static void AddEngine(WebApplicationBuilder builder, PlatformOptions options)
    {
        // The engine's hosting reads standard configuration; what counts are the settings as they were checked, defaults included.
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Path"] = options.Data.Path,
            ["Events:Partitions"] = options.Events.Partitions.ToString(CultureInfo.InvariantCulture),
        });
        try
        {
            builder.AddPlatformGateway(options.Cluster.Role == ClusterRole.Both, GatewayId(options.Listeners));
        }
        catch (SettingException exception)
        {
            throw ConfigurationException.Unusable(exception.Key, exception.Reason);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.Unusable("Data:Path", $"the folder of {options.Data.Path} cannot be made: {exception.Message}");
        }
    }

    private static void AddGateway(IServiceCollection services, PlatformOptions options)
    {
        var hostsSilo = PlatformHosting.HostsSilo(options.Cluster.Role == ClusterRole.Both);
        services.AddGatewayCore(GatewayId(options.Listeners), options.Events.Partitions, hostsSilo);
        services.AddSiloList().AddSingleton<ServerNodes>();
        services.AddSingleton(provider => new DirectorySeed(provider.GetRequiredService<IClusterClient>(), options.Directory));
        services.AddSingleton<IDrainable, ConnectionDrain>();
        services.AddExternalApi();
        services.AddSingleton<IListenerSetup>(provider =>
            new LineListeners(provider.GetRequiredService<ExternalApiLines>(), LineListeners.ExternalApi));
        services.AddEventFeed(Current);
        services.AddStatusInterface(Current);
        services.AddSingleton<IListenerSetup>(provider =>
            new LineListeners(provider.GetRequiredService<StatusEndpoint>(), LineListeners.Status));
        services.AddSingleton<LiveApiHost>();
        services.AddSingleton<ILiveApiSettings>(provider => provider.GetRequiredService<LiveApiHost>());
        services.AddSingleton<IServerFacts>(provider => provider.GetRequiredService<LiveApiHost>());
        services.AddLiveApi();

        // Last: it stops first.
        services.AddHostedService<CoreLifetime>();
    }

    private static PlatformOptions Current(IServiceProvider services) => services.GetRequiredService<LiveSettings>().Current;

    /// <summary>The same after a restart, and another one on each machine and for each port.</summary>
    private static string GatewayId(ListenersOptions listeners) =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Math.Max(listeners.Http, listeners.ExternalApi)}");
}
