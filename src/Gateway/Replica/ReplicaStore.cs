using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Gateway.Replica;

/// <summary>
/// The directory, the extensions' states and the accounts, as far as the apply loop has come. Only that loop changes it.
/// A door that has to answer in order with the events around takes <see cref="Gate"/>, reads, and enqueues its answer before it lets go.
/// </summary>
internal sealed class ReplicaStore
{
    private readonly Dictionary<Guid, TenantView> _tenants = [];
    private readonly Dictionary<Guid, TenantView> _tenantOfExtension = [];
    private volatile AccountTable _accounts = AccountTable.Empty;

    /// <summary>
    /// Accounts have changed, or everything was fetched again; <see cref="DirectoryNumber"/> has risen before. Raised under the gate:
    /// who listens does no more than to note it. Listeners are added before the apply loop starts.
    /// </summary>
    public event Action? AccountsChanged;

    /// <summary>Held by the apply loop while it applies a change and emits its events. Never held over an await.</summary>
    public Lock Gate { get; } = new();

    public CoreServer CoreServer { get; internal set; } = new(Guid.Empty, "default", "default");

    /// <summary>In the order they were added.</summary>
    public ImmutableArray<LocationView> Locations { get; private set; } = [];

    /// <summary>By user name, ordinal. Accounts may be read without the gate.</summary>
    public ImmutableArray<Account> Accounts => _accounts.Sorted;

    /// <summary>The directory's number that this replica shows.</summary>
    internal long DirectoryNumber { get; private set; }

    /// <summary>Who waits for a number.</summary>
    internal NumberWaits DirectoryWaits { get; } = new();

    internal IReadOnlyCollection<TenantView> Tenants => _tenants.Values;

    public LocationView? FindLocation(string name)
    {
        foreach (var location in Locations)
        {
            if (location.Name == name)
            {
                return location;
            }
        }

        return null;
    }

    public LocationView? FindLocation(Guid id)
    {
        foreach (var location in Locations)
        {
            if (location.Id == id)
            {
                return location;
            }
        }

        return null;
    }

    public TenantView? FindTenant(Guid id) => _tenants.GetValueOrDefault(id);

    public ExtensionView? FindExtension(Guid id) => _tenantOfExtension.GetValueOrDefault(id)?.FindExtension(id);

    public Account? FindAccount(string username) => _accounts.Find(username);

    public Account? FindAccount(Guid id) => _accounts.Find(id);

    /// <summary>The account that is bound to an extension.</summary>
    public Account? AccountOf(Guid extension) => _accounts.BoundTo(extension);

    /// <summary>
    /// The account's id, or the UUID version 5 of <c>SERVICE/USER</c> in the core server's namespace for a user without one.
    /// </summary>
    public Guid UserIdOf(string service, string user)
    {
        lock (Gate)
        {
            return FindAccount(user)?.Id ?? NameId.Of(CoreServer.Id, $"{service}/{user}");
        }
    }

    /// <summary>Replaces everything. Tenants are given in the order of the root.</summary>
    internal void Replace(DirectorySnapshot root, ImmutableArray<LocationView> locations, IEnumerable<Account> accounts)
    {
        DirectoryNumber = root.Number;
        CoreServer = root.CoreServer;
        Locations = locations;
        _tenants.Clear();
        _tenantOfExtension.Clear();
        foreach (var tenant in locations.SelectMany(location => location.Tenants))
        {
            Index(tenant);
        }

        _accounts = AccountTable.Of(accounts);
        EndAccountsChange();
    }

    /// <summary>Applies the change of accounts that has the next number.</summary>
    internal void Apply(long number, AccountsNotice change)
    {
        DirectoryNumber = number;
        var accounts = change.Removed.Aggregate(_accounts, (table, id) => table.Remove(id));
        _accounts = change.Put.Aggregate(accounts, (table, account) => table.Put(account));
        EndAccountsChange();
    }

    /// <summary>Replaces one tenant by a newer view of it.</summary>
    internal void Replace(TenantView tenant)
    {
        var location = tenant.Location;
        location.Tenants = [.. location.Tenants.Select(other => other.Id == tenant.Id ? tenant : other)];
        foreach (var extension in FindTenant(tenant.Id)?.Extensions() ?? [])
        {
            _tenantOfExtension.Remove(extension.Id);
        }

        Index(tenant);
    }

    private void EndAccountsChange()
    {
        AccountsChanged?.Invoke();
        DirectoryWaits.Reached(DirectoryNumber);
    }

    private void Index(TenantView tenant)
    {
        _tenants[tenant.Id] = tenant;
        foreach (var extension in tenant.Extensions())
        {
            _tenantOfExtension[extension.Id] = tenant;
        }
    }
}
