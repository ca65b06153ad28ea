namespace EventPlatform.Testing.Fuzzing;

/// <summary>A request whose answer is due.</summary>
internal sealed class LedgerEntry(string tid, string command)
{
    public string Tid { get; } = tid;

    public string Command { get; } = command;

    /// <summary>Whether an ack has announced that the answer comes late, and so out of order.</summary>
    public bool IsAcked { get; set; }
}
