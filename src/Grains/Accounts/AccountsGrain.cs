using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Grains.Directory;

namespace EventPlatform.Grains.Accounts;

// pending (durable, beside the accounts that are valid) -> committed: the accounts; else discarded
internal sealed class AccountsGrain(
    [PersistentState("accounts", PlatformGrains.Storage)] IPersistentState<AccountsState> state) : Grain, IAccountsGrain
{
    private Dictionary<string, AccountSecret> _byName = [];

    private ChangeParticipant Participant => field ??= new(this, GrainFactory, () => state.State.Pending?.Change, End);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Participant.Resolve(cancellationToken);
        Index();
    }

    public Task<AccountList> List(CancellationToken cancellationToken = default)
    {
        return Task.FromResult(new AccountList([.. state.State.Content.Select(secret => secret.Account)]));
    }

    public Task<Outcome<AccountSecret>> Find(string username, CancellationToken cancellationToken = default)
    {
        return Task.FromResult<Outcome<AccountSecret>>(
            _byName.TryGetValue(username, out var secret) ? secret : new Refusal(RefusalKind.NotFound));
    }

    public Task<Outcome<Unit>> Prepare(AccountsChange change, CancellationToken cancellationToken = default) =>
        Participant.Prepare(change.Change, () => Store(change), cancellationToken);

    public Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default) =>
        Participant.Finish(change, isCommitted);

    private Task Store(AccountsChange change)
    {
        state.State.Pending = change;
        return state.WriteOrDeactivate(this);
    }

    private async Task End(bool isCommitted)
    {
        var pending = state.State.Pending!;
        state.State.Pending = null;
        if (isCommitted)
        {
            Apply(pending);
        }

        await state.WriteOrDeactivate(this);
        Index();
    }

    private void Apply(AccountsChange change)
    {
        // A change that an earlier version has stored has none.
        var kept = (change.Kept.IsDefault ? [] : change.Kept).ToDictionary(account => account.Id);
        state.State.Content = [.. state.State.Content.Select(secret =>
            kept.TryGetValue(secret.Account.Id, out var account) ? secret with { Account = account } : secret)];
        var gone = change.Removed.Concat(change.Put.Select(secret => secret.Account.Id)).ToHashSet();
        state.State.Content.RemoveAll(secret => gone.Contains(secret.Account.Id));
        state.State.Content.AddRange(change.Put);
    }

    private void Index() => _byName = state.State.Content.ToDictionary(secret => secret.Account.Username, StringComparer.Ordinal);
}
