namespace Orleans.Embedded;

/// <summary>Where and how states are stored.</summary>
public sealed class SqliteGrainStorageOptions
{
    /// <summary>The database file, made if it is not there; ":memory:" keeps everything in memory.</summary>
    public string DataSource { get; set; } = ":memory:";

    /// <summary>Writes that are put into one commit at most.</summary>
    public int WritesPerCommitMax { get; set; } = 1_000;

    /// <summary>Told on the writer's thread, after each commit, how many writes it made durable.</summary>
    public Action<int>? OnCommitted { get; set; }
}
