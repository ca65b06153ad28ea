using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>States as JSON in memory; one that has <see cref="Unstorable"/> in it cannot be written, as on a disk that is full.</summary>
internal sealed class RefusingStorage : IGrainStorage
{
    /// <summary>Part of a note that cannot be stored.</summary>
    internal const string Unstorable = "no room for this";

    private readonly ConcurrentDictionary<(string State, GrainId Grain), (string Json, string ETag)> _records = new();
    private long _etag;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var isFound = _records.TryGetValue((stateName, grainId), out var record);
        grainState.State = isFound ? JsonSerializer.Deserialize<T>(record.Json)! : Activator.CreateInstance<T>();
        grainState.ETag = isFound ? record.ETag : null;
        grainState.RecordExists = isFound;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.Serialize(grainState.State);
        if (json.Contains(Unstorable, StringComparison.Ordinal))
        {
            throw new IOException("There is no room left.");
        }

        lock (_records)
        {
            var etag = _records.TryGetValue((stateName, grainId), out var record) ? record.ETag : null;
            if (etag != grainState.ETag)
            {
                throw new InconsistentStateException("Somebody else wrote it.", etag!, grainState.ETag!);
            }

            grainState.ETag = (++_etag).ToString(CultureInfo.InvariantCulture);
            _records[(stateName, grainId)] = (json, grainState.ETag);
        }

        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _records.TryRemove((stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
