using System.Text.Json;
using EventPlatform.Grains.Tests.Hosting;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Keeps states in memory; one that has <see cref="Unstorable"/> in it cannot be written, as on a disk that is full.</summary>
internal sealed class RefusingStorage : IGrainStorage
{
    /// <summary>Part of a note that cannot be stored.</summary>
    internal const string Unstorable = "no room for this";

    private readonly TestStorage _storage = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        _storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        JsonSerializer.Serialize(grainState.State).Contains(Unstorable, StringComparison.Ordinal)
            ? throw new IOException("There is no room left.")
            : _storage.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        _storage.ClearStateAsync(stateName, grainId, grainState);
}
