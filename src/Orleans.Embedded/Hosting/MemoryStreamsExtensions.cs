using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Embedded;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Memory streams for a silo.</summary>
public static class SiloBuilderMemoryStreamExtensions
{
    /// <summary>Streams that live in memory: what was accepted is lost with the silo.</summary>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name)
    {
        builder.Services.TryAddKeyedSingleton(
            name, static (provider, key) => new MemoryStreamHub((string)key!, provider.GetRequiredService<Engine>()));
        builder.Services.AddStreamProvider(name);
        return builder;
    }

    internal static void AddStreamProvider(this IServiceCollection services, string name)
        => services.TryAddKeyedSingleton<IStreamProvider>(
            name,
            static (provider, key) => new MemoryStreamProvider(
                (string)key!,
                provider.GetRequiredService<EngineConnection>(),
                provider.GetRequiredService<IOptionsMonitor<MemoryStreamOptions>>().Get((string)key!)));
}

/// <summary>Memory streams for a client.</summary>
public static class ClientBuilderStreamingExtensions
{
    /// <summary>The streams of that name of the silo in this process.</summary>
    public static IClientBuilder AddMemoryStreams(this IClientBuilder builder, string name)
    {
        builder.Services.AddStreamProvider(name);
        return builder;
    }
}
