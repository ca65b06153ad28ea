using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>A storage whose writes stop at a <see cref="WriteCut"/>.</summary>
internal sealed class CutStorage(IGrainStorage storage, WriteCut cut) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        cut.Pass();
        await storage.WriteStateAsync(stateName, grainId, grainState);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        cut.Pass();
        await storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
