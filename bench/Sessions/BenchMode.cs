namespace EventPlatform.Bench.Sessions;

/// <summary>What is measured.</summary>
internal enum BenchMode
{
    /// <summary>How many sessions a second can be opened, logged in and closed.</summary>
    Logins,

    /// <summary>How long commands take while many sessions are held.</summary>
    Sessions,
}
