using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.Commands;

/// <summary>Waits until this gateway's replica shows a change of the directory: who made it reads it here afterwards.</summary>
internal sealed class DirectoryReach(ReplicaStore store, ReplicaSync sync, TimeProvider time)
{
    private static readonly TimeSpan ResyncAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(3);

    /// <summary>True when the replica shows that number or a later one; false when it does not within 5 s, or what is given.</summary>
    /// <param name="number">The number.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="giveUpAfter">How long to wait after a comparison, which is made after 2 s; null: 3 s.</param>
    internal async Task<bool> Shows(long number, CancellationToken cancellationToken, TimeSpan? giveUpAfter = null)
    {
        TaskCompletionSource shown;
        lock (store.Gate)
        {
            if (store.DirectoryNumber >= number)
            {
                return true;
            }

            shown = store.DirectoryWaits.Add(number);
        }

        try
        {
            return await IsWithin(shown.Task, ResyncAfter, cancellationToken)
                || await IsAfterCheck(shown.Task, giveUpAfter ?? GiveUpAfter, cancellationToken);
        }
        finally
        {
            lock (store.Gate)
            {
                store.DirectoryWaits.Remove(shown);
            }
        }
    }

    private Task<bool> IsAfterCheck(Task shown, TimeSpan giveUpAfter, CancellationToken cancellationToken)
    {
        sync.CheckSoon();
        return IsWithin(shown, giveUpAfter, cancellationToken);
    }

    private async Task<bool> IsWithin(Task shown, TimeSpan within, CancellationToken cancellationToken)
    {
        await shown.WaitAsync(within, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return shown.IsCompleted;
    }
}
