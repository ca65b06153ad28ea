using System.Text;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Embedded;

/// <summary>
/// States in one SQLite file: a row per (grain type, grain key, state name) with JSON and a version.
/// A write is answered when it is durable.
/// </summary>
internal sealed class SqliteGrainStorage(SqliteWriter writer) : IGrainStorage, IEnginePart, IDisposable
{
    public void Open() => writer.Open();

    public Task Close()
    {
        writer.Close();
        return Task.CompletedTask;
    }

    public void Dispose() => writer.Close();

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await writer.Post(rows => rows.Read(grainId, stateName), isWrite: false);
        if (row is (string json, string etag))
        {
            grainState.State = StateJson.Read<T>(Encoding.UTF8.GetBytes(json));
            grainState.ETag = etag;
            grainState.RecordExists = true;
        }
        else
        {
            Reset(grainState);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // Here, in the grain's turn: the writer must not see a state that goes on changing.
        var json = Encoding.UTF8.GetString(StateJson.Write(grainState.State));
        var etag = grainState.ETag;
        var written = await writer.Post(rows => rows.Write(grainId, stateName, json, etag), isWrite: true);
        grainState.ETag = written as string ?? throw Mismatch(stateName, grainId, etag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is { } etag && await writer.Post(rows => rows.Delete(grainId, stateName, etag), isWrite: true) is false)
        {
            throw Mismatch(stateName, grainId, etag);
        }

        Reset(grainState);
    }

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static InconsistentStateException Mismatch(string stateName, GrainId grainId, string? etag)
        => new($"The record of {stateName} of {grainId} is not the one last seen.", storedEtag: null, etag);
}
