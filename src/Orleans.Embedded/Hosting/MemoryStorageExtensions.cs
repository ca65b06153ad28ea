using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Embedded;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Storage in memory.</summary>
public static class MemoryGrainStorageSiloBuilderExtensions
{
    /// <summary>A provider that forgets everything with the process.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
    {
        builder.Services.TryAddKeyedSingleton<IGrainStorage>(
            name, static (provider, key) => new MemoryGrainStorage((string)key!, provider.GetRequiredService<MemoryStorageData>()));
        return builder;
    }

    /// <inheritdoc cref="AddMemoryGrainStorage"/>
    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder)
        => builder.AddMemoryGrainStorage(StateFacet.DefaultStorage);
}
