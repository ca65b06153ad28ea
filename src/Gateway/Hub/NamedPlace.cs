namespace EventPlatform.Gateway.Hub;

/// <summary>A location or a tenant as it was called at the moment of an event.</summary>
internal readonly record struct NamedPlace(Guid Id, string Name);
