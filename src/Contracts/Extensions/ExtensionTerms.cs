using System.Collections.Immutable;

namespace EventPlatform.Contracts.Extensions;

/// <summary>What holds for one extension under a document version.</summary>
/// <param name="DocumentVersion">The tenant document's version.</param>
/// <param name="Statuses">The statuses that may be set.</param>
/// <param name="GivenUnder">
/// Version of the document that gave <paramref name="Given"/>: it outranks a row written under an older one.
/// </param>
/// <param name="Given">State given by the document: by an import, or by the extension's creation.</param>
/// <param name="Last">The number of the extension's last change, or the tenant's current number.</param>
[GenerateSerializer, Immutable, Alias("ep.ExtensionTerms")]
public sealed record ExtensionTerms(
    [property: Id(0)] long DocumentVersion,
    [property: Id(1)] ImmutableArray<StatusEntry> Statuses,
    [property: Id(2)] long GivenUnder,
    [property: Id(3)] ExtensionState Given,
    [property: Id(4)] ChangeNumber Last);
