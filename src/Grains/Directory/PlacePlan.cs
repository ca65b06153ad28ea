using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>What an edit would do.</summary>
/// <param name="Id">The place.</param>
/// <param name="Values">Its values afterwards, or its last.</param>
/// <param name="Change">The change; null when it changes nothing.</param>
internal sealed record PlacePlan(Guid Id, PlaceValues Values, DirectoryChange? Change);
