using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The database cannot be used as it is; the file was left untouched.</summary>
public sealed class StorageUnusableException : OrleansException
{
    internal StorageUnusableException(string file, string reason, Exception? innerException = null)
        : base($"The database {file} cannot be used: {reason}", innerException)
    {
        File = file;
        Reason = reason;
    }

    public string File { get; }

    /// <summary>For the operator: damaged, newer, in use, not writable...</summary>
    public string Reason { get; }
}
