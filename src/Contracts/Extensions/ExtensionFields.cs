using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Contracts.Extensions;

/// <summary>Which fields of an extension a change touches.</summary>
[GenerateSerializer, Alias("ep.ExtensionFields"), Flags]
[SuppressMessage("Naming", "CA1724", Justification = "The name is the field's own.")]
public enum ExtensionFields
{
    None = 0,
    Status = 1,
    Note = 2,
    ReturnTime = 4,

    /// <summary>No field: they were set as the user's status, of which the feed tells once.</summary>
    OfUser = 8,
}
