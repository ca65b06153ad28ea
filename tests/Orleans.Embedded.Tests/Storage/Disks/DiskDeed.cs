namespace Orleans.Embedded.Tests;

/// <summary>What SQLite asks of a disk and a disk can fail at.</summary>
internal enum DiskDeed
{
    Write,
    Truncate,
    Sync,
    Delete,
}
