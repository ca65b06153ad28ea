using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>What an id names.</summary>
/// <param name="Kind">The place's kind; null: the core server.</param>
/// <param name="Parent">The location of a tenant, the tenant of a status or an extension; else null.</param>
internal readonly record struct PlaceRef(PlaceKind? Kind, Guid? Parent);
