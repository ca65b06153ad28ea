using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Accounts;

namespace EventPlatform.Grains.Directory;

// Accounts: check against all accounts and ids -> change over one shard, or over two when a new name moves the account.
internal sealed partial class DirectoryGrain
{
    /// <summary>All accounts, read when they are first needed; only this activation changes them.</summary>
    private AccountBook? _accounts;

    /// <summary>All other ids, as <see cref="_accounts"/>.</summary>
    private PlaceBook? _places;

    public async Task<AccountsSnapshot> Accounts(CancellationToken cancellationToken = default)
    {
        // What is in memory follows a change in the turn in which it is known to be durable.
        if (_accounts is null)
        {
            await FinishCommitted(cancellationToken);
        }

        var accounts = await ReadAccounts(cancellationToken);
        return new AccountsSnapshot(_durable?.Number ?? root.State.Number, accounts.All());
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

        var change = new DirectoryChange(number);
        change.PutAccount(null, new AccountSecret(planned.Value, values.PasswordHash));
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

        var change = new DirectoryChange(number);
        await PutAccount(change, before.Value, after, values.PasswordHash, cancellationToken);
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

        var change = new DirectoryChange(root.State.Number + 1);
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

    /// <summary>An account's new values; with no new hash it keeps the one it has.</summary>
    private async Task PutAccount(
        DirectoryChange change, Account before, Account after, string? hash, CancellationToken cancellationToken)
    {
        if (hash is null && AccountShards.Of(after.Username) == AccountShards.Of(before.Username))
        {
            change.KeepAccount(after);
        }
        else
        {
            change.PutAccount(before, new AccountSecret(after, hash ?? await ReadHash(before, cancellationToken)));
        }
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

    private async Task<(AccountBook Accounts, PlaceBook Places)> ReadAll(CancellationToken cancellationToken)
    {
        await FinishCommitted(cancellationToken);
        return (await ReadAccounts(cancellationToken), await ReadPlaces(cancellationToken));
    }

    private async Task<AccountBook> ReadAccounts(CancellationToken cancellationToken)
    {
        if (_accounts is null)
        {
            var shards = Enumerable.Range(0, AccountShards.Count).Select(shard => Shard(shard).List(cancellationToken));
            var accounts = new AccountBook((await Task.WhenAll(shards)).SelectMany(list => list.Accounts));

            // Who read them at the same time may have begun to change them.
            _accounts ??= accounts;
        }

        return _accounts;
    }

    /// <summary>All documents once; afterwards the book follows the changes.</summary>
    private async Task<PlaceBook> ReadPlaces(CancellationToken cancellationToken)
    {
        if (_places is null)
        {
            var contents = new Dictionary<Guid, TenantContent>();
            foreach (var chunk in root.State.Locations.SelectMany(location => location.Tenants).Chunk(CallsAtOnceMax))
            {
                var documents = await Task.WhenAll(chunk.Select(tenant => Tenant(tenant.Id).Document(cancellationToken)));
                foreach (var (tenant, document) in chunk.Zip(documents))
                {
                    contents.Add(tenant.Id, document.Value
                        ?? throw new InvalidOperationException($"The tenant {tenant.Id} of the root has no document."));
                }
            }

            _places = new PlaceBook(root.State.CoreServer, [.. root.State.Locations], contents);
        }

        return _places;
    }
}
