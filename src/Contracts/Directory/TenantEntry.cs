namespace EventPlatform.Contracts.Directory;

/// <summary>A tenant of the root; what is in it lives in its Tenant grain.</summary>
[GenerateSerializer, Immutable, Alias("ep.TenantEntry")]
public sealed record TenantEntry([property: Id(0)] Guid Id, [property: Id(1)] string Name);
