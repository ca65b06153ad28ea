using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>
/// A grain's part in a change over several grains: what is pending is durable beside what is valid. Committed it becomes that, else it is
/// discarded; while that is not known, Directory is asked.
/// </summary>
/// <param name="grain">The grain.</param>
/// <param name="grains">Reaches Directory.</param>
/// <param name="pending">The pending change, or null.</param>
/// <param name="end">Ends the pending change, durably; true: it is committed.</param>
internal sealed class ChangeParticipant(IGrainBase grain, IGrainFactory grains, Func<Guid?> pending, Func<bool, Task> end)
{
    private IGrainTimer? _asking;

    /// <summary>Stores a change as pending by <paramref name="store"/>. Conflict: another one is in progress.</summary>
    internal async Task<Outcome<Unit>> Prepare(Guid change, Func<Task> store, CancellationToken cancellationToken)
    {
        if (pending() is { } other && other != change)
        {
            await Resolve(cancellationToken);
            if (pending() is not null)
            {
                return new Refusal(RefusalKind.Conflict, "", "Another change is in progress.");
            }
        }

        await store();
        AskWhilePending();
        return Unit.Value;
    }

    /// <summary>Directory tells the outcome of a change; one that is not pending here has been dealt with.</summary>
    internal Task Finish(Guid change, bool isCommitted) => pending() == change ? End(isCommitted) : Task.CompletedTask;

    /// <summary>Asks what became of the pending change, if there is one.</summary>
    internal async Task Resolve(CancellationToken cancellationToken)
    {
        if (pending() is not { } change)
        {
            return;
        }

        var outcome = await ChangeOutcomes.Ask(grains, change, cancellationToken);
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
        await end(isCommitted);
        _asking?.Dispose();
        _asking = null;
    }

    private void AskWhilePending() => _asking ??= grain.RegisterGrainTimer(Resolve, ChangeOutcomes.AskPeriod, ChangeOutcomes.AskPeriod);
}
