using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The records of all memory storage providers; they outlive a silo of a test cluster.</summary>
internal sealed class MemoryStorageData
{
    internal ConcurrentDictionary<(string Provider, string State, GrainId Grain), MemoryRecord> Records { get; } = new();

    private long _etag;

    internal string NextEtag() => Interlocked.Increment(ref _etag).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A stored state.</summary>
internal sealed record MemoryRecord(byte[] Json, string ETag);
