using System.Diagnostics.CodeAnalysis;

namespace Orleans.Embedded.Tests;

/// <summary>A file as the disk has it, and what was done to it since its last sync.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A stream over memory holds nothing to dispose of.")]
internal sealed class DiskFile(string path)
{
    private readonly List<Change> _unsynced = [];
    private readonly MemoryStream _durable = new();

    internal string Path => path;

    internal bool IsSynced => _unsynced.Count == 0;

    /// <summary>What it held before it was opened: that is on the disk.</summary>
    internal void Load() => Apply(_durable, new Change(0, File.ReadAllBytes(path)));

    internal void Write(ReadOnlySpan<byte> bytes, long at) => _unsynced.Add(new Change(at, bytes.ToArray()));

    internal void Truncate(long length) => _unsynced.Add(new Change(length, null));

    internal void Sync()
    {
        _unsynced.ForEach(change => Apply(_durable, change));
        _unsynced.Clear();
    }

    /// <summary>A sync that failed: the system takes for clean what it could not write.</summary>
    internal void Forget() => _unsynced.Clear();

    /// <summary>The file after a power loss.</summary>
    /// <param name="survives">Of each change that was not synced, whether it happened to reach the disk.</param>
    internal byte[] After(Func<Change, bool> survives)
    {
        using var file = new MemoryStream();
        _durable.WriteTo(file);
        foreach (var change in _unsynced.Where(survives))
        {
            Apply(file, change);
        }

        return file.ToArray();
    }

    private static void Apply(MemoryStream file, Change change)
    {
        if (change.Bytes is null)
        {
            file.SetLength(change.At);
            return;
        }

        file.Position = change.At;
        file.Write(change.Bytes);
    }

    /// <summary>A write, or without bytes a truncation.</summary>
    internal sealed record Change(long At, byte[]? Bytes);
}
