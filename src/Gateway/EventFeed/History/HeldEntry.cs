namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>An entry in a window, which keeps the bytes of all in memory of its own.</summary>
/// <param name="Entry">Without its bytes.</param>
/// <param name="Position">Where they lie.</param>
/// <param name="Length">How many they are; 0: it has none.</param>
internal readonly record struct HeldEntry(HistoryEntry Entry, long Position, int Length)
{
    /// <summary>What it counts for against the bound of bytes.</summary>
    public int Cost => Entry.Cost + Length;

    /// <summary>Where the bytes of the next begin.</summary>
    public long BytesEnd => Position + Length;
}
