namespace EventPlatform.Gateway.Commands;

/// <summary>What is to be set on an extension; null members stay.</summary>
/// <param name="Status">Name of a status.</param>
/// <param name="Note">The note, newlines as LF.</param>
/// <param name="ReturnTime">-1, or Unix milliseconds.</param>
/// <param name="IsOfUser">Whether it is set as its user's status: the feed tells the user's change once, not per field.</param>
internal sealed record ExtensionChange(string? Status = null, string? Note = null, long? ReturnTime = null, bool IsOfUser = false)
{
    public bool IsEmpty => Status is null && Note is null && ReturnTime is null;
}
