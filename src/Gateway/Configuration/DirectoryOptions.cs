namespace EventPlatform.Gateway.Configuration;

/// <summary>What an empty store begins with.</summary>
internal sealed class DirectoryOptions
{
    public const string Section = "Directory";

    /// <summary>Directory document, imported when the store has no location and no account.</summary>
    [FilePath]
    public string? Seed { get; set; }
}
