using EventPlatform.Contracts.Gateways;

namespace EventPlatform.Gateway.Sessions;

/// <summary>Drains this gateway's mailbox, one Read in flight, and carries out what others posted.</summary>
internal sealed partial class MailboxReader(
    IGrainFactory grains,
    GatewayIdentity identity,
    ISessions sessions,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<MailboxReader> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads until cancelled; never fails.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        var (owner, last) = (identity.Current, 0L);
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
                foreach (var command in page.Commands)
                {
                    await CarryOut(command, cancellationToken);
                }

                last = page.Commands.IsEmpty ? last : page.Last;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogReadFailed(exception);
                await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox cannot be read, trying again")]
    private partial void LogReadFailed(Exception exception);

    private async Task CarryOut(GatewayCommand command, CancellationToken cancellationToken)
    {
        var session = sessions.FindLocal(command.SessionId);
        switch (command.Kind)
        {
            case GatewayCommandKind.Stop or GatewayCommandKind.StopByAdministrator:
                if (session is not null)
                {
                    Mailbox.Stop(session, command.Kind == GatewayCommandKind.StopByAdministrator);
                }

                return;
            case GatewayCommandKind.Describe:
                // Nothing to tell is an answer too: the session is gone.
                var answer = new GatewayCommand(
                    GatewayCommandKind.Answer, identity.Current, command.Correlation, command.SessionId, session?.Describe() ?? []);
                await mailbox.Post(command.From, answer, cancellationToken);
                return;
            case GatewayCommandKind.Answer:
                mailbox.Answered(command);
                return;
            default:
                throw new InvalidOperationException($"Unhandled command {command.Kind}.");
        }
    }
}
