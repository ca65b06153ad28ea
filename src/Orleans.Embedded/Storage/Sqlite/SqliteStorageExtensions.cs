using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Storage in a SQLite file.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>
    /// The storage provider of that name keeps its states in a SQLite file. With a file it cannot use the silo does not start
    /// (<see cref="StorageUnusableException"/>); it checkpoints and closes the file when it stops. When the file fails while it is used,
    /// the host is asked to stop.
    /// </summary>
    public static ISiloBuilder AddSqliteGrainStorage(
        this ISiloBuilder builder, string name, Action<SqliteGrainStorageOptions> configureOptions)
    {
        var services = builder.Services;
        services.TryAddSingleton<StorageFault>();
        services.Configure(name, configureOptions);
        services.AddKeyedSingleton(name, static (provider, key) => new SqliteGrainStorage(new SqliteWriter(
            provider.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get((string)key!),
            provider.GetRequiredService<IEngineScheduler>(),
            provider.GetRequiredService<StorageFault>().Report)));
        services.AddKeyedSingleton<IGrainStorage>(
            name, static (provider, key) => provider.GetRequiredKeyedService<SqliteGrainStorage>(key));
        services.AddSingleton<IEnginePart>(provider => provider.GetRequiredKeyedService<SqliteGrainStorage>(name));
        return builder;
    }
}
