namespace EventPlatform.Silo;

/// <summary>Where a process that is its own cluster keeps its state.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>The SQLite file; <c>:memory:</c> keeps nothing.</summary>
    public string Path { get; set; } = "./data/eventplatform.db";
}
