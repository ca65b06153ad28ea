namespace EventPlatform.Contracts.Extensions;

/// <summary>An extension with its effective state.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number.</param>
/// <param name="DisplayName">Its display name.</param>
/// <param name="State">Its state.</param>
/// <param name="Rank">Its place in the order in which its tenant's extensions were added, from 0.</param>
[GenerateSerializer, Immutable, Alias("ep.ExtensionEntry")]
public sealed record ExtensionEntry(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Number,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] ExtensionState State,
    [property: Id(4)] int Rank = 0);
