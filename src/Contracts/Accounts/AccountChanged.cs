namespace EventPlatform.Contracts.Accounts;

/// <summary>An account after a change, or as it was before its removal.</summary>
/// <param name="Account">The account.</param>
/// <param name="Number">The directory's number under which this is so: a replica that has come so far shows it.</param>
[GenerateSerializer, Immutable, Alias("ep.AccountChanged")]
public sealed record AccountChanged([property: Id(0)] Account Account, [property: Id(1)] long Number);
