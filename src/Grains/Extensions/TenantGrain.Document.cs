using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Directory;

namespace EventPlatform.Grains.Extensions;

// pending (durable, beside the document that is valid) -> committed: the document; else discarded
internal sealed partial class TenantGrain
{
    private IGrainTimer? _asking;
    private bool _isEpochRaised;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Resolve(cancellationToken);
        if (state.State.Content is not null && _board is null)
        {
            await OpenBoard(isNew: false);
        }
    }

    public async Task<Outcome<Unit>> Prepare(TenantChange change, CancellationToken cancellationToken = default)
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
            state.State.DocumentVersion = pending.DocumentVersion;
            state.State.Content = pending.Content;
        }

        await state.WriteOrDeactivate(this);
        _asking?.Dispose();
        _asking = null;
        if (isCommitted)
        {
            await OpenBoard(isNew: true);
        }
    }

    private async Task OpenBoard(bool isNew)
    {
        if (state.State.Content is not { } content)
        {
            _board = null;
            EndIfNothing();
            return;
        }

        if (!_isEpochRaised)
        {
            epoch.State.Epoch++;
            await epoch.WriteOrDeactivate(this);
            _isEpochRaised = true;
        }

        _board ??= new TenantBoard(this.GetPrimaryKey(), epoch.State.Epoch);
        _board.SetDocument(state.State.DocumentVersion, content, isNew);
    }

    private void AskWhilePending() => _asking ??= this.RegisterGrainTimer(Resolve, ChangeOutcomes.AskPeriod, ChangeOutcomes.AskPeriod);
}
