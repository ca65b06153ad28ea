using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams for clients.</summary>
public static class ClientStreamingExtensions
{
    /// <exception cref="InvalidOperationException">There is no provider of that name.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name)
        => client.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(name);
}

/// <summary>Streams for grains.</summary>
public static class GrainStreamingExtensions
{
    /// <exception cref="InvalidOperationException">There is no provider of that name.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name)
        => grain.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(name);

    /// <inheritdoc cref="GetStreamProvider(Grain, string)"/>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name)
        => grain.GrainContext.ActivationServices.GetRequiredKeyedService<IStreamProvider>(name);
}
