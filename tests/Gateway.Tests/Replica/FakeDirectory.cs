using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.Tests.Replica;

/// <summary>A directory that is at a number, as a test says: one location, Berlin, with the sample tenant.</summary>
internal sealed class FakeDirectory : IDirectoryGrain
{
    internal long Number { get; set; } = 1;

    /// <summary>The number that accounts are told with, when they are ahead of the root.</summary>
    internal long? AccountsNumber { get; set; }

    internal ImmutableArray<Account> All { get; set; } = [];

    /// <summary>What adding an account answers.</summary>
    internal Func<Task<Outcome<AccountChanged>>> OnAdd { get; set; } = () => throw new NotSupportedException();

    /// <summary>How often all accounts were asked for.</summary>
    internal int Loads { get; private set; }

    public Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default)
    {
        var berlin = new LocationEntry(Samples.Location, "Berlin", [new TenantEntry(Samples.Tenant, "Sales")]);
        return Task.FromResult(new DirectorySnapshot(Number, new CoreServer(Guid.Empty, "default", "default"), [berlin]));
    }

    public Task<AccountsSnapshot> Accounts(CancellationToken cancellationToken = default)
    {
        Loads++;
        return Task.FromResult(new AccountsSnapshot(AccountsNumber ?? Number, All));
    }

    public Task<Outcome<PlatformStarted>> Start(PlatformStart start, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<DirectoryNumber>> Seed(DirectoryDocument document, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<AccountChanged>> AddAccount(
        Guid? id, AccountValues values, bool isTrial, CancellationToken cancellationToken = default) => OnAdd();

    public Task<Outcome<AccountChanged>> ChangeAccount(
        Guid id, AccountValues values, Account? expected, bool isTrial, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<AccountChanged>> RemoveAccount(Guid id, Account? expected, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<CoreServerChanged>> ChangeCoreServer(
        string slug, string name, CoreServer? expected, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Outcome<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ChangeOutcome> OutcomeOf(Guid change, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
