using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Replica;

/// <summary>Everything, as it was fetched piece by piece.</summary>
/// <param name="Root">The root.</param>
/// <param name="Locations">All below it.</param>
/// <param name="Accounts">All accounts.</param>
/// <param name="IsWhole">Whether nothing was changed meanwhile: all pieces are of the root's number.</param>
internal sealed record DirectoryCopy(
    DirectorySnapshot Root, ImmutableArray<LocationView> Locations, ImmutableArray<Account> Accounts, bool IsWhole);
