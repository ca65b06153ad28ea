using EventPlatform.Contracts.Gateways;

namespace EventPlatform.Gateway.Sessions;

/// <summary>Drains this gateway's mailbox, one Read in flight, and has carried out what others posted.</summary>
internal sealed partial class MailboxReader(
    IGrainFactory grains, GatewayIdentity identity, MailboxCommands commands, TimeProvider time, ILogger<MailboxReader> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads until cancelled; never fails.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        var (owner, last) = (identity.Current, 0L);
        var isAway = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (owner != identity.Current)
            {
                // A new incarnation has a new mailbox.
                (owner, last) = (identity.Current, 0);
            }

            try
            {
                var page = await grains.GetGrain<IGatewayGrain>(owner.GatewayId).ReadMailbox(owner, last, cancellationToken);
                isAway = false;
                foreach (var command in page.Commands)
                {
                    commands.CarryOut(command);
                }

                last = page.Commands.IsEmpty ? last : page.Last;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!isAway)
                {
                    // Told once until it can be read again.
                    isAway = true;
                    LogReadFailed(exception);
                }

                await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox cannot be read, trying again")]
    private partial void LogReadFailed(Exception exception);
}
