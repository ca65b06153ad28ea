using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Directory;

namespace EventPlatform.Grains.Extensions;

// pending (durable, beside the document that is valid) -> committed: the document; else discarded
internal sealed partial class TenantGrain
{
    private bool _isEpochRaised;

    private ChangeParticipant Participant => field ??= new(this, GrainFactory, () => state.State.Pending?.Change, End);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Participant.Resolve(cancellationToken);
        if (state.State.Pending is not null)
        {
            // In progress: whether a former activation was held is not known, so this one is.
            BeginHold();
        }

        if (state.State.Content is not null && _board is null)
        {
            await OpenBoard(isNew: false);
        }
    }

    public Task<Outcome<Unit>> Prepare(TenantChange change, CancellationToken cancellationToken = default) =>
        Participant.Prepare(change.Change, () => Store(change), cancellationToken);

    public Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default) =>
        Participant.Finish(change, isCommitted);

    private Task Store(TenantChange change)
    {
        state.State.Pending = change;
        return state.WriteOrDeactivate(this);
    }

    private async Task End(bool isCommitted)
    {
        try
        {
            var pending = state.State.Pending!;
            state.State.Pending = null;
            if (isCommitted)
            {
                state.State.DocumentVersion = pending.DocumentVersion;
                state.State.Content = pending.Content;
            }

            await state.WriteOrDeactivate(this);
            if (isCommitted)
            {
                await OpenBoard(isNew: true);
            }
        }
        catch
        {
            // This activation ends, and who waits for it would keep it: they are told that the outcome is unknown.
            _hold?.TrySetException(new TimeoutException("The tenant's document is not known to be stored."));
            throw;
        }

        EndHold();
        EndIfNothing();
    }

    private async Task OpenBoard(bool isNew)
    {
        if (state.State.Content is not { } content)
        {
            _board = null;
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
}
