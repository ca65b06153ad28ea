namespace Orleans;

/// <summary>A state on its way between a grain and a storage provider.</summary>
public interface IGrainState<T>
{
    T? State { get; set; }

    string? ETag { get; set; }

    bool RecordExists { get; set; }
}
