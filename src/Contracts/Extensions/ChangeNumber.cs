namespace EventPlatform.Contracts.Extensions;

/// <summary>
/// A place in the changes of one tenant: the Tenant's epoch (raised by each activation) and the sequence within it, from 1; 0 = none
/// yet.
/// </summary>
[GenerateSerializer, Immutable, Alias("ep.ChangeNumber")]
public sealed record ChangeNumber([property: Id(0)] long Epoch, [property: Id(1)] long Sequence);
