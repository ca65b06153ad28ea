namespace Orleans.Embedded;

/// <summary>Options of a provider of memory streams, by its name.</summary>
public sealed class MemoryStreamOptions
{
    /// <summary>
    /// Whether subscribers get the very item that was published, not a copy (as serialization would make it): for publishers that never
    /// change an item after that, and subscribers that never do.
    /// </summary>
    public bool SharesItems { get; set; }
}
