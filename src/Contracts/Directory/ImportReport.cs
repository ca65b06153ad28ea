using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>What an import did, or in a dry run would do (docs/protocols/live-api.md, 3).</summary>
/// <param name="Number">The directory's number afterwards: a replica that has come so far shows it.</param>
/// <param name="Added">New objects; <c>Available</c> is never counted.</param>
/// <param name="Renamed">Objects with a new name.</param>
/// <param name="Changed">Objects with other new values.</param>
/// <param name="Removed">Objects that are gone; of a container only itself counts.</param>
/// <param name="Changes">The first <see cref="ChangesMax"/> of them: removals, renames, additions, changes.</param>
[GenerateSerializer, Immutable, Alias("ep.ImportReport")]
public sealed record ImportReport(
    [property: Id(0)] long Number,
    [property: Id(1)] ImportCounts Added,
    [property: Id(2)] ImportCounts Renamed,
    [property: Id(3)] ImportCounts Changed,
    [property: Id(4)] ImportCounts Removed,
    [property: Id(5)] ImmutableArray<ImportChange> Changes)
{
    /// <summary>Most changes that a report lists.</summary>
    public const int ChangesMax = 1_000;
}
