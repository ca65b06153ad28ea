using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>Carries out what other gateways posted. No command waits for one before it: what takes time goes on by itself.</summary>
internal sealed class MailboxCommands(
    SessionService sessions, Mailbox mailbox, GatewayIdentity identity, EventPublisher publisher, TimeProvider time)
{
    /// <summary>The log's outage must not keep a session from being stopped.</summary>
    private static readonly TimeSpan CaughtUpWithin = TimeSpan.FromSeconds(2);

    /// <summary>Of acks that follow one another faster, one is passed on; less than <see cref="RelayGuard.Grace"/>.</summary>
    internal static readonly TimeSpan AckEvery = TimeSpan.FromSeconds(5);

    internal void CarryOut(GatewayCommand command)
    {
        switch (command.Kind)
        {
            case GatewayCommandKind.Stop or GatewayCommandKind.StopByAdministrator:
                _ = Stop(command);
                return;
            case GatewayCommandKind.Describe:
                _ = Tell(command, session => session.Describe());
                return;
            case GatewayCommandKind.Subscriptions:
                _ = Tell(command, session => session.ListSubscriptions());
                return;
            case GatewayCommandKind.Answer:
                mailbox.Answered(command);
                return;
            case GatewayCommandKind.Relay:
                _ = Relay(command);
                return;
            case GatewayCommandKind.RelayAck:
                mailbox.Acknowledged(command);
                return;
            default:
                // Of a newer gateway in the same cluster; who asked gives up in its time.
                return;
        }
    }

    /// <summary>Nothing to tell is an answer too: the session is gone, and its id is free everywhere.</summary>
    private async Task Tell(GatewayCommand command, Func<ISessionConnection, byte[]> what)
    {
        if (sessions.FindLocal(command.SessionId) is { } session)
        {
            await Answer(command, what(session));
            return;
        }

        await AnswerWhenFree(command, []);
    }

    /// <summary>The answer goes before the close, so that who asked hears of it first, if they are as far.</summary>
    private async Task Stop(GatewayCommand command)
    {
        if (sessions.FindLocal(command.SessionId) is not { } session)
        {
            await Answer(command, []);
            return;
        }

        // What was published before the stop, and read where it was asked for, is delivered here before
        await publisher.WhenCaughtUp(time.GetUtcNow().ToUnixTimeMilliseconds())
            .WaitAsync(CaughtUpWithin, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var code = command.Kind == GatewayCommandKind.Stop ? CloseCode.Normal : CloseCode.Stopped;
        session.End(code);
        try
        {
            await AnswerWhenFree(command, "true"u8.ToArray());
        }
        finally
        {
            session.Close(code);
        }
    }

    private async Task Relay(GatewayCommand command)
    {
        if (sessions.FindLocal(command.SessionId) is not { } session)
        {
            await Answer(command, []);
            return;
        }

        long lastAck = 0;
        await Answer(command, await session.Relay(command.Payload, Acknowledged));

        void Acknowledged()
        {
            var now = time.GetTimestamp();
            if (lastAck == 0 || time.GetElapsedTime(lastAck, now) >= AckEvery)
            {
                lastAck = now;
                _ = Reply(command, GatewayCommandKind.RelayAck, []);
            }
        }
    }

    /// <summary>Without an answer its asker gives up by itself and says that it does not know.</summary>
    private async Task AnswerWhenFree(GatewayCommand command, byte[] payload)
    {
        var freed = await sessions.WhenFree(command.SessionId, CancellationToken.None);
        await (freed.IsOk ? Answer(command, payload) : Task.CompletedTask);
    }

    private Task Answer(GatewayCommand command, byte[] payload) => Reply(command, GatewayCommandKind.Answer, payload);

    /// <summary>One that is lost is missed by who asked, in its time.</summary>
    private async Task Reply(GatewayCommand command, GatewayCommandKind kind, byte[] payload)
    {
        var reply = new GatewayCommand(kind, identity.Current, command.Correlation, command.SessionId, payload);
        await mailbox.Post(command.From, reply, CancellationToken.None);
    }
}
