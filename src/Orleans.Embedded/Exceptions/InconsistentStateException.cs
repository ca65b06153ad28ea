using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The stored record is not the one this activation last saw: nothing was written.</summary>
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The etag in storage; null if there is no record or the provider does not know.</summary>
    public string? StoredEtag { get; }

    /// <summary>The etag the writer expected.</summary>
    public string? CurrentEtag { get; }

    /// <summary>True until the activation that caused it has been ended for it.</summary>
    internal bool IsSourceActivation { get; set; } = true;

    public override string ToString() => $"{Message} Stored etag: {StoredEtag}, expected: {CurrentEtag}. {base.ToString()}";
}
