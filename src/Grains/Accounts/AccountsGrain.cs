using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Directory;

namespace EventPlatform.Grains.Accounts;

// pending (durable, beside the accounts that are valid) -> committed: the accounts; else discarded
internal sealed class AccountsGrain(
    [PersistentState("accounts", PlatformGrains.Storage)] IPersistentState<AccountsState> state) : Grain, IAccountsGrain
{
    private Dictionary<string, AccountSecret> _byName = [];
    private IGrainTimer? _asking;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Resolve(cancellationToken);
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

    public async Task<Outcome<Unit>> Prepare(AccountsChange change, CancellationToken cancellationToken = default)
    {
        if (state.State.Pending is { } pending && pending.Change != change.Change)
        {
            await Resolve(cancellationToken);
            if (state.State.Pending is not null)
            {
                return new Refusal(RefusalKind.Conflict, "", "Another change is in progress.");
            }
        }

        state.State.Pending = change;
        await state.WriteOrDeactivate(this);
        AskWhilePending();
        return Unit.Value;
    }

    public Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default)
    {
        return state.State.Pending?.Change == change ? End(isCommitted) : Task.CompletedTask;
    }

    /// <summary>Asks what became of the pending change, if there is one.</summary>
    private async Task Resolve(CancellationToken cancellationToken)
    {
        if (state.State.Pending is not { } pending)
        {
            return;
        }

        var outcome = await ChangeOutcomes.Ask(GrainFactory, pending.Change, cancellationToken);
        if (outcome == ChangeOutcome.InProgress)
        {
            AskWhilePending();
        }
        else
        {
            await End(outcome == ChangeOutcome.Committed);
        }
    }

    private async Task End(bool isCommitted)
    {
        var pending = state.State.Pending!;
        state.State.Pending = null;
        if (isCommitted)
        {
            state.State.Content = [.. pending.Content];
        }

        await state.WriteOrDeactivate(this);
        _asking?.Dispose();
        _asking = null;
        Index();
    }

    private void Index() => _byName = state.State.Content.ToDictionary(secret => secret.Account.Username, StringComparer.Ordinal);

    private void AskWhilePending() => _asking ??= this.RegisterGrainTimer(Resolve, ChangeOutcomes.AskPeriod, ChangeOutcomes.AskPeriod);
}
