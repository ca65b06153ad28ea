namespace EventPlatform.Contracts.Directory;

/// <summary>How many objects of each kind an import added, renamed, changed or removed.</summary>
[GenerateSerializer, Immutable, Alias("ep.ImportCounts")]
public sealed record ImportCounts(
    [property: Id(0)] int Locations,
    [property: Id(1)] int Tenants,
    [property: Id(2)] int Statuses,
    [property: Id(3)] int Extensions,
    [property: Id(4)] int Users);
