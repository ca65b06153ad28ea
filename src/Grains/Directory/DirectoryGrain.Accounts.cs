using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

// Accounts: check against all accounts and ids -> change over one shard, or over two when a new name moves the account.
internal sealed partial class DirectoryGrain
{
    /// <summary>All accounts, read when they are first needed; only this activation changes them.</summary>
    private AccountBook? _accounts;

    /// <summary>All other ids, as <see cref="_accounts"/>.</summary>
    private PlaceIds? _places;

    public async Task<AccountsSnapshot> Accounts(CancellationToken cancellationToken = default)
    {
        await FinishCommitted(cancellationToken);
        var accounts = await ReadAccounts(cancellationToken);
        return new AccountsSnapshot(root.State.Number, accounts.All());
    }

    public async Task<Outcome<AccountChanged>> AddAccount(
        Guid? id, AccountValues values, bool isTrial, CancellationToken cancellationToken = default)
    {
        var (accounts, places) = await ReadAll(cancellationToken);
        var number = root.State.Number + 1;
        var planned = accounts.PlanNew(id ?? ids.NewId(), values, number, places);
        if (!planned.IsOk)
        {
            return planned.Refusal;
        }

        if (isTrial)
        {
            return Unchanged(planned.Value);
        }

        var change = new DirectoryChange(number) { Notice = new AccountsNotice([planned.Value], []) };
        change.PutAccount(new AccountSecret(planned.Value, values.PasswordHash));
        return await Change(change, planned.Value, cancellationToken);
    }

    public async Task<Outcome<AccountChanged>> ChangeAccount(
        Guid id, AccountValues values, Account? expected, bool isTrial, CancellationToken cancellationToken = default)
    {
        var (accounts, places) = await ReadAll(cancellationToken);
        var before = FindExpected(accounts, id, expected);
        if (!before.IsOk)
        {
            return before.Refusal;
        }

        var number = root.State.Number + 1;
        var planned = accounts.PlanChange(before.Value, values, number, places);
        if (!planned.IsOk)
        {
            return planned.Refusal;
        }

        var after = planned.Value;
        if (isTrial || (values.PasswordHash is null && AccountRules.AreSame(before.Value, after)))
        {
            return Unchanged(before.Value);
        }

        var hash = values.PasswordHash ?? await ReadHash(before.Value, cancellationToken);
        var change = new DirectoryChange(number) { Notice = new AccountsNotice([after], []) };
        change.PutAccount(new AccountSecret(after, hash));
        if (AccountShards.Of(after.Username) != AccountShards.Of(before.Value.Username))
        {
            change.RemoveAccount(before.Value);
        }

        return await Change(change, after, cancellationToken);
    }

    public async Task<Outcome<AccountChanged>> RemoveAccount(Guid id, Account? expected, CancellationToken cancellationToken = default)
    {
        await FinishCommitted(cancellationToken);
        var before = FindExpected(await ReadAccounts(cancellationToken), id, expected);
        if (!before.IsOk)
        {
            return before.Refusal;
        }

        var change = new DirectoryChange(root.State.Number + 1) { Notice = new AccountsNotice([], [id]) };
        change.RemoveAccount(before.Value);
        return await Change(change, before.Value, cancellationToken);
    }

    private static Outcome<Account> FindExpected(AccountBook accounts, Guid id, Account? expected)
    {
        if (accounts.Find(id) is not { } account)
        {
            return new Refusal(RefusalKind.NotFound);
        }

        return expected is not null && !AccountRules.AreSame(account, expected)
            ? new Refusal(RefusalKind.Conflict, "expected")
            : account;
    }

    private AccountChanged Unchanged(Account account) => new(account, root.State.Number);

    private async Task<Outcome<AccountChanged>> Change(DirectoryChange change, Account answer, CancellationToken cancellationToken) =>
        await Change(change, cancellationToken) is { } refusal ? refusal : new AccountChanged(answer, change.Number);

    private async Task<string?> ReadHash(Account account, CancellationToken cancellationToken)
    {
        var found = await Shard(AccountShards.Of(account.Username)).Find(account.Username, cancellationToken);
        return found.IsOk && found.Value.Account.Id == account.Id
            ? found.Value.PasswordHash
            : throw new InvalidOperationException($"The shard of account {account.Id} does not have it.");
    }

    private async Task<(AccountBook Accounts, PlaceIds Places)> ReadAll(CancellationToken cancellationToken)
    {
        await FinishCommitted(cancellationToken);
        return (await ReadAccounts(cancellationToken), await ReadPlaces(cancellationToken));
    }

    private async Task<AccountBook> ReadAccounts(CancellationToken cancellationToken)
    {
        if (_accounts is null)
        {
            var shards = Enumerable.Range(0, AccountShards.Count).Select(shard => Shard(shard).List(cancellationToken));
            _accounts = new AccountBook((await Task.WhenAll(shards)).SelectMany(list => list.Accounts));
        }

        return _accounts;
    }

    private async Task<PlaceIds> ReadPlaces(CancellationToken cancellationToken)
    {
        if (_places is null)
        {
            var tenants = new List<TenantContent>();
            foreach (var chunk in root.State.Locations.SelectMany(location => location.Tenants).Chunk(CallsAtOnceMax))
            {
                var documents = chunk.Select(tenant => GrainFactory.GetGrain<ITenantGrain>(tenant.Id).Document(cancellationToken));
                tenants.AddRange((await Task.WhenAll(documents)).Where(document => document.IsOk).Select(document => document.Value!));
            }

            _places = new PlaceIds(root.State.CoreServer, root.State.Locations, tenants);
        }

        return _places;
    }

    /// <summary>A change is decided: what is known in memory follows.</summary>
    private void Follow(DirectoryChange change)
    {
        if (change.Notice is not { } notice)
        {
            (_accounts, _places) = (null, null);
            return;
        }

        foreach (var id in notice.Removed)
        {
            _accounts?.Remove(id);
        }

        foreach (var account in notice.Put)
        {
            _accounts?.Put(account);
        }
    }
}
