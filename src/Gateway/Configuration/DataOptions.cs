using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Where the embedded engine keeps its state.</summary>
internal sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>The value of <see cref="Path"/> that keeps nothing.</summary>
    public const string InMemory = ":memory:";

    /// <summary>The SQLite file, its folder is made; <see cref="InMemory"/> keeps nothing.</summary>
    [Required]
    public string Path { get; set; } = "./data/eventplatform.db";
}
