using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>States as JSON in memory, shared by all silos of a test, with faults where a test wants them.</summary>
public sealed class TestStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), (string Json, string ETag)> _records = new();
    private readonly ConcurrentDictionary<string, (StorageFault Kind, int Skip)> _faults = new();
    private readonly ConcurrentDictionary<string, Func<Task>> _meanwhile = new();
    private (StorageFault Kind, int Skip)? _end;
    private long _etag;

    /// <summary>A write of that state fails: the next one, or the one after <paramref name="skip"/> good ones.</summary>
    public void FailWrite(string stateName, StorageFault kind, int skip = 0) => _faults[stateName] = (kind, skip);

    public bool IsFaultLeft(string stateName) => _faults.ContainsKey(stateName);

    /// <summary>The process ends at a write of any state: that one fails, and none is made any more until <see cref="Restart"/>.</summary>
    public void EndAtWrite(StorageFault kind, int skip)
    {
        lock (_faults)
        {
            _end = (kind, skip);
        }
    }

    /// <summary>Writes are made again. True: one has failed, so there was an end.</summary>
    public bool Restart()
    {
        lock (_faults)
        {
            var hasEnded = _end is { Skip: < 0 };
            _end = null;
            return hasEnded;
        }
    }

    /// <summary>Before the next write of that state this is done, outside of the grain that writes.</summary>
    public void BeforeWrite(string stateName, Func<Task> action) => _meanwhile[stateName] = action;

    /// <summary>The state of a grain as it is stored.</summary>
    public string Stored(string stateName, IAddressable grain) => _records[(stateName, grain.GetGrainId())].Json;

    /// <summary>Gives a grain that is not active a state.</summary>
    public void Keep(string stateName, IAddressable grain, string json) =>
        _records[(stateName, grain.GetGrainId())] = (json, Interlocked.Increment(ref _etag).ToString(CultureInfo.InvariantCulture));

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
        return _meanwhile.TryRemove(stateName, out var action)
            ? WriteAfter(Task.Run(action), stateName, grainId, grainState)
            : Write(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _records.TryRemove((stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private async Task WriteAfter<T>(Task before, string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await before;
        await Write(stateName, grainId, grainState);
    }

    private Task Write<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = TakeFault(stateName);
        if (fault == StorageFault.NotWritten)
        {
            throw new IOException("Not written.");
        }

        lock (_records)
        {
            var etag = _records.TryGetValue((stateName, grainId), out var record) ? record.ETag : null;
            if (etag != grainState.ETag)
            {
                throw new InconsistentStateException("Somebody else wrote it.", etag!, grainState.ETag!);
            }

            grainState.ETag = (++_etag).ToString(CultureInfo.InvariantCulture);
            _records[(stateName, grainId)] = (JsonSerializer.Serialize(grainState.State), grainState.ETag);
        }

        grainState.RecordExists = true;
        return fault is null ? Task.CompletedTask : throw new IOException("Written, but who knows.");
    }

    private StorageFault? TakeFault(string stateName)
    {
        lock (_faults)
        {
            return TakeEnd() ?? Take(stateName);
        }
    }

    private StorageFault? TakeEnd()
    {
        if (_end is not { } end)
        {
            return null;
        }

        _end = end with { Skip = end.Skip - 1 };
        return end.Skip > 0 ? null : end.Skip == 0 ? end.Kind : StorageFault.NotWritten;
    }

    private StorageFault? Take(string stateName)
    {
        if (!_faults.TryGetValue(stateName, out var fault))
        {
            return null;
        }

        if (fault.Skip > 0)
        {
            _faults[stateName] = (fault.Kind, fault.Skip - 1);
            return null;
        }

        _faults.TryRemove(stateName, out _);
        return fault.Kind;
    }
}
