using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Orleans.Embedded;

/// <summary>The host of a test cluster's client: its own services, connected to the silo of the cluster.</summary>
internal static class ClientHost
{
    internal static IHost Build(InProcessTestClusterOptions options, EngineConnection connection, GrainClasses classes)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "Client" });
        builder.Services.AddLogging();
        builder.Services.AddSingleton(connection);
        builder.Services.AddSingleton<IClusterClient>(provider => new ClusterClient(
            new GrainFactory(connection, classes, provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout),
            provider));
        builder.Services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
        foreach (var configure in options.ClientHostConfigurationDelegates)
        {
            configure(builder);
        }

        return builder.Build();
    }
}
