using EventPlatform.Contracts;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Console;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;
using EventPlatform.Management;
using EventPlatform.Silo;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace EventPlatform.Gateway.Hosting;

/// <summary>Puts the application together. Built empty: nothing of the framework reads settings of its own.</summary>
internal static class GatewayApp
{
    /// <summary>
    /// Kestrel logs a request that it cannot read as it came: passwords and tokens, of HTTP and of clients that speak JSON to the wrong
    /// port. No setting turns this on.
    /// </summary>
    private const string RawRequests = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    /// <exception cref="ConfigurationException">A file that the settings name cannot be used.</exception>
    public static WebApplication Build(LiveSettings settings, GatewayParts parts)
    {
        var options = settings.AtStart;

        // The settings and the files of Auth have been read before, the certificate has not: what changes after this is seen as a change.
        var files = new WatchedFiles(() => settings.WatchedPaths);
        var certificate = ServerCertificate.Load(options.Tls);
        var builder = CreateBuilder(settings);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddCoalescedTimers();
        builder.Services.AddRouting();
        builder.Services.AddSettings(settings).AddSecurity().AddTransport().AddPlatformMetrics(FactsOf(options));
        builder.Services.TryAddSingleton<IIdSource, RandomIdSource>();
        builder.Services.AddSingleton<Lifecycle>().AddSingleton<ConnectionGate>();
        builder.Services.AddSingleton<AddressRates>().AddSingleton<AddressConnections>();
        builder.Services.AddSingleton(services =>
            new SettingsReloader(settings, certificate, files, services.GetRequiredService<ILogger<SettingsReloader>>()));
        builder.Services.AddSingleton(files).AddSingleton<SettingsWatcher>();
        parts.AddServices(builder, options);
        builder.ListenToClients(options, certificate);

        var app = builder.Build();
        app.UseWebSocketFallback();
        app.UseMiddleware<HttpDoor>();
        app.MapGet("/", () => Results.Content(LinksPage.Html, LinksPage.ContentType));
        parts.MapEndpoints(app);
        return app;
    }

    private static NodeFacts FactsOf(PlatformOptions options) => new(
        PlatformHosting.Engine,
        PlatformHosting.HostsSilo(options.Cluster.Role == ClusterRole.Both) ? "both" : "gateway",
        services => services.GetRequiredService<Lifecycle>().IsReady);

    /// <summary>
    /// An application without sources and servers, which logs to standard error: standard output is for <see cref="StartOutput"/>.
    /// </summary>
    private static WebApplicationBuilder CreateBuilder(LiveSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(GatewayApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        ((IConfigurationBuilder)builder.Configuration).Add(settings.Held);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        builder.Logging.AddFilter<ConsoleLoggerProvider>(RawRequests, LogLevel.None);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<IHostLifetime, HostLifetime>();
        return builder;
    }
}
