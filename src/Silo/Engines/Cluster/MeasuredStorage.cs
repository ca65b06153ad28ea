using System.Diagnostics;
using EventPlatform.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace EventPlatform.Silo;

/// <summary>A storage whose writes are counted. Each is a commit of its own.</summary>
internal sealed class MeasuredStorage(IGrainStorage storage, StorageMetrics metrics) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Measure(storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Measure(storage.ClearStateAsync(stateName, grainId, grainState));

    public void Participate(ISiloLifecycle lifecycle) => (storage as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);

    /// <summary>Puts it around the storage that was added last.</summary>
    internal static void Wrap(IServiceCollection services)
    {
        var inner = services.Last(service =>
            service.ServiceType == typeof(IGrainStorage) && service.IsKeyedService && Equals(service.ServiceKey, PlatformGrains.Storage));
        services.Remove(inner);
        services.AddKeyedSingleton<IGrainStorage>(PlatformGrains.Storage, (provider, key) => new MeasuredStorage(
            (IGrainStorage)inner.KeyedImplementationFactory!(provider, key), provider.GetRequiredService<StorageMetrics>()));
    }

    private async Task Measure(Task write)
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            await write;
        }
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            metrics.Failed(1);
            throw;
        }

        metrics.Committed(1);
        metrics.Timed(Stopwatch.GetElapsedTime(begin));
    }
}
