using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

/// <summary>What an import makes of the directory, but for the states of extensions that are there already.</summary>
/// <param name="names">Which ids it made.</param>
internal sealed class ImportPlan(ImportNames names)
{
    private readonly Dictionary<Guid, int> _added = [];

    /// <summary>The root's locations afterwards.</summary>
    internal List<LocationEntry> Locations { get; } = [];

    /// <summary>The documents of tenants that the document lists, and null for those that it lacks.</summary>
    internal Dictionary<Guid, TenantContent?> Tenants { get; } = [];

    /// <summary>What the document gives of states, by tenant and extension.</summary>
    internal Dictionary<Guid, Dictionary<Guid, GivenState>> Given { get; } = [];

    /// <summary>Accounts that are there afterwards, as far as they may differ.</summary>
    internal List<ImportedAccount> Accounts { get; } = [];

    internal List<Account> RemovedAccounts { get; } = [];

    internal bool IsMade(Guid id) => names.IsMade(id);

    /// <summary>A new place; they are told in the order in which they come here.</summary>
    internal void Add(Guid id) => _added.TryAdd(id, _added.Count);

    internal int RankOf(Guid id) => _added[id];
}
