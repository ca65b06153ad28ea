using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Directory;

namespace EventPlatform.Grains.Extensions;

// pending (durable, beside the document that is valid) -> committed: the document; else discarded
internal sealed partial class TenantGrain
{
    /// <summary>Whether the stored epoch is one that no board has numbered changes under.</summary>
    private bool _isEpochNew;

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

    public async Task<Outcome<long>> Prepare(TenantChange change, CancellationToken cancellationToken = default)
    {
        if (_board is null && change.Content is not null)
        {
            await RaiseEpoch();
        }

        var prepared = await Participant.Prepare(change.Change, () => Store(change), cancellationToken);
        return prepared.IsOk ? epoch.State.Epoch : prepared.Refusal;
    }

    public async Task Finish(Guid change, bool isCommitted, CancellationToken cancellationToken = default)
    {
        await Participant.Finish(change, isCommitted);
        EndIfNothing();
    }

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
    }

    private async Task OpenBoard(bool isNew)
    {
        if (state.State.Content is not { } content)
        {
            _board = null;
            return;
        }

        if (_board is null)
        {
            await RaiseEpoch();
            _board = new TenantBoard(this.GetPrimaryKey(), epoch.State.Epoch);
            _isEpochNew = false;
        }

        _board.SetDocument(state.State.DocumentVersion, content, isNew);
    }

    /// <summary>Each board has an epoch of its own, also one of a tenant that was removed and added again: no number comes twice.</summary>
    private async Task RaiseEpoch()
    {
        if (!_isEpochNew)
        {
            epoch.State.Epoch++;
            await epoch.WriteOrDeactivate(this);
            _isEpochNew = true;
        }
    }
}
