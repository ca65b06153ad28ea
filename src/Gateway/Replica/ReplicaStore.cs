using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;

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

    /// <summary>In the order of reports.</summary>
    internal IEnumerable<TenantView> Tenants => Locations.SelectMany(location => location.Tenants);

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

    /// <summary>The accounts as a table.</summary>
    internal AccountTable AccountTable => _accounts;

    /// <summary>Whether there has been a load: before it, there is nothing that could differ.</summary>
    internal bool IsLoaded { get; private set; }

    /// <summary>Shows the directory as it is under a number. Who waits for that is told by <see cref="EndChange"/>.</summary>
    internal void Show(long number, CoreServer coreServer, ImmutableArray<LocationView> locations, AccountTable accounts)
    {
        IsLoaded = true;
        ShowPlaces(locations);
        Show(number, coreServer, accounts);
    }

    /// <summary>The same when no place has changed.</summary>
    internal void Show(long number, CoreServer coreServer, AccountTable accounts)
    {
        DirectoryNumber = number;
        CoreServer = coreServer;
        var isChanged = !ReferenceEquals(_accounts, accounts);
        _accounts = accounts;
        if (isChanged)
        {
            AccountsChanged?.Invoke();
        }
    }

    /// <summary>Replaces one tenant by a newer view of it.</summary>
    internal void Show(TenantView tenant)
    {
        var location = tenant.Location;
        location.Tenants = [.. location.Tenants.Select(other => other.Id == tenant.Id ? tenant : other)];
        if (FindTenant(tenant.Id) is { } old)
        {
            Forget(old);
        }

        Index(tenant);
    }

    /// <summary>The events of the change that led to <see cref="DirectoryNumber"/> are told.</summary>
    internal void EndChange() => DirectoryWaits.Reached(DirectoryNumber);

    /// <summary>Views that stay are left alone: a change costs what it touches.</summary>
    private void ShowPlaces(ImmutableArray<LocationView> locations)
    {
        Locations = locations;
        var after = locations.SelectMany(location => location.Tenants).ToHashSet();
        foreach (var gone in _tenants.Values.Where(tenant => !after.Contains(tenant)).ToList())
        {
            Forget(gone);
        }

        foreach (var fresh in after.Where(tenant => !_tenants.ContainsKey(tenant.Id)))
        {
            Index(fresh);
        }
    }

    private void Index(TenantView tenant)
    {
        _tenants[tenant.Id] = tenant;
        foreach (var extension in tenant.Extensions())
        {
            _tenantOfExtension[extension.Id] = tenant;
        }
    }

    private void Forget(TenantView tenant)
    {
        _tenants.Remove(tenant.Id);
        foreach (var extension in tenant.Extensions())
        {
            // Another tenant may show it already.
            if (_tenantOfExtension.GetValueOrDefault(extension.Id) == tenant)
            {
                _tenantOfExtension.Remove(extension.Id);
            }
        }
    }
}
