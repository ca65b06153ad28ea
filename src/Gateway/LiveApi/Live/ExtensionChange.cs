namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>What a client wants to set; null members stay.</summary>
internal sealed record ExtensionChange(string? Status = null, string? Note = null, long? ReturnTime = null)
{
    public bool IsEmpty => Status is null && Note is null && ReturnTime is null;
}
