using System.Collections.Immutable;

namespace EventPlatform.Contracts.Directory;

/// <summary>One change that an import makes.</summary>
/// <param name="Change">What is done.</param>
/// <param name="Kind">The place's kind; null: an account.</param>
/// <param name="Id">Its id; null in a dry run when a new object's id was not given.</param>
/// <param name="Path">Names from the location down to the object, or the user name; the new names.</param>
[GenerateSerializer, Immutable, Alias("ep.ImportChange")]
public sealed record ImportChange(
    [property: Id(0)] ImportChangeKind Change,
    [property: Id(1)] PlaceKind? Kind,
    [property: Id(2)] Guid? Id,
    [property: Id(3)] ImmutableArray<string> Path);
