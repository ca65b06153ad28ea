using EventPlatform.Contracts.Events;

namespace EventPlatform.Grains.Extensions;

// held: from Hold (or from an activation that finds a change in progress) until the pending change is finished or discarded
internal sealed partial class TenantGrain
{
    /// <summary>Longer than any caller of an announcement waits; less than the limit of a snapshot.</summary>
    private static readonly TimeSpan HoldTimeMax = TimeSpan.FromSeconds(20);

    /// <summary>Not null while nothing may be announced and no snapshot be taken; done when that is over.</summary>
    private TaskCompletionSource? _hold;

    /// <summary>Announcements that the stream has not accepted yet.</summary>
    private int _publishing;

    private TaskCompletionSource? _allPublished;

    /// <summary>Whether this activation has announced something that may still be on its way.</summary>
    private bool _isAcceptanceUnknown;

    public async Task Hold(Guid change, CancellationToken cancellationToken = default)
    {
        if (state.State.Pending?.Change != change)
        {
            // Prepared before, and discarded since: it cannot be committed any more.
            EndIfNothing();
            throw new TimeoutException("The change is not pending here.");
        }

        BeginHold();
        while (_publishing > 0)
        {
            _allPublished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _allPublished.Task.WaitAsync(cancellationToken);
        }

        if (_isAcceptanceUnknown)
        {
            throw new TimeoutException("The stream has not accepted all that was announced.");
        }
    }

    private void BeginHold() => _hold ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private void EndHold()
    {
        _hold?.TrySetResult();
        _hold = null;
    }

    private async Task WhileHeld(CancellationToken cancellationToken)
    {
        while (_hold is { } hold)
        {
            await hold.Task.WaitAsync(HoldTimeMax, time, cancellationToken);
        }
    }

    /// <summary>Until something may be announced; from its return to the publication nothing may be awaited.</summary>
    private async Task WhenFree(CancellationToken cancellationToken)
    {
        do
        {
            await WhileHeld(cancellationToken);
            await publisher.WaitForRoom(cancellationToken);
        }
        while (_hold is not null);
    }

    private async Task Publish(ExtensionNotice notice, long at)
    {
        _publishing++;
        try
        {
            if (!await publisher.PublishExtension(notice, at))
            {
                // It is sent on and may come after anything: the next activation's epoch tells it from what comes in order.
                _isAcceptanceUnknown = true;
                DeactivateOnIdle();
                throw new TimeoutException("The stream has not accepted the change in time.");
            }
        }
        finally
        {
            if (--_publishing == 0)
            {
                _allPublished?.TrySetResult();
                _allPublished = null;
            }
        }
    }
}
