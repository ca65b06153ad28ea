namespace Orleans.Embedded.Tests;

public interface IStoredGrain : IGrainWithStringKey
{
    Task Set(string text);

    Task<string> Get();

    Task Clear();

    Task<string?> Etag();
}

/// <summary>A state with everything a state may hold.</summary>
public sealed class StoredState
{
    public int Version { get; set; } = 1;

    public string Text { get; set; } = "";

    public byte[] Bytes { get; set; } = [];

    public System.Collections.Immutable.ImmutableArray<StoredItem> Items { get; set; } = [];

    public Dictionary<Guid, List<StoredItem>> ById { get; set; } = [];
}

public sealed record StoredItem(int Number, DateTimeOffset Time, TimeSpan? Span);
