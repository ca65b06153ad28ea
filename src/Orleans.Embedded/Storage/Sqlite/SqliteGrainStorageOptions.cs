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

    /// <summary>Told on the writer's thread how long a commit took, the writing of its rows too.</summary>
    public Action<TimeSpan>? OnTimed { get; set; }

    /// <summary>Told on the writer's thread, after a commit that failed, how many writes were not made for it.</summary>
    public Action<int>? OnFailed { get; set; }

    /// <summary>SQLite's name of the file system it uses; null: the usual one. Tests bring their own, which fails.</summary>
    internal string? Vfs { get; set; }

    /// <summary>SQLite's <c>synchronous</c>. Anything but FULL is for tests that show what FULL is for.</summary>
    internal string Synchronous { get; set; } = "FULL";

    /// <summary>The tables. Tests bring further steps.</summary>
    internal SqliteSchema Schema { get; set; } = SqliteSchema.Current;
}
