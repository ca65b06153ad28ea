using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>Keeps states in memory, as JSON: what comes back is never the object that was written.</summary>
internal sealed class MemoryGrainStorage(string name, MemoryStorageData data) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (data.Records.TryGetValue(Key(stateName, grainId), out var record))
        {
            grainState.State = StateJson.Read<T>(record.Json);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            Reset(grainState);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        var record = new MemoryRecord(StateJson.Write(grainState.State), data.NextEtag());
        var current = data.Records.GetValueOrDefault(key);
        var isWritten = grainState.ETag is null
            ? data.Records.TryAdd(key, record)
            : current?.ETag == grainState.ETag && data.Records.TryUpdate(key, record, current!);
        if (!isWritten)
        {
            return Task.FromException(Mismatch(stateName, grainId, current, grainState.ETag));
        }

        grainState.ETag = record.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        var current = data.Records.GetValueOrDefault(key);
        if (current?.ETag != grainState.ETag || (current is not null && !data.Records.TryRemove(new(key, current))))
        {
            return Task.FromException(Mismatch(stateName, grainId, current, grainState.ETag));
        }

        Reset(grainState);
        return Task.CompletedTask;
    }

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static InconsistentStateException Mismatch(string stateName, GrainId grainId, MemoryRecord? current, string? expected)
        => new($"The record of {stateName} of {grainId} is not the one last seen.", current?.ETag, expected);

    private (string Provider, string State, GrainId Grain) Key(string stateName, GrainId grainId) => (name, stateName, grainId);
}
