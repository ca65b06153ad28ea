using System.Collections.Immutable;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>
/// Renews this gateway's lease every 1.5 s; with each second renewal a part of the sessions is claimed again. Ends the sessions of
/// gateways whose lease is over (docs/architecture.md, 3). The lease waits for nothing else: what is done beside it may take long while a
/// silo is out of reach.
/// </summary>
internal sealed partial class GatewayLease(
    IGrainFactory grains,
    GatewayIdentity identity,
    SessionService sessions,
    Mailbox mailbox,
    EventPublisher publisher,
    SessionLease sessionLease,
    TimeProvider time,
    ILogger<GatewayLease> logger)
{
    /// <summary>
    /// By its answer a gateway learns of leases that are over, after 12 s: their sessions end within 15 s, also when their gateway died
    /// just after a renewal and the registry looked just before the end.
    /// </summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// A renewal without an answer by then was sent to a silo that hangs, and is sent again. That one is found after 7 s, a gateway reads
    /// that within 1 s, and a lease is over after 12 s: there is no time to wait as long as for other calls.
    /// </summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Small enough that what clients ask meanwhile is not behind thousands of renewals.</summary>
    private const int ChunkMax = 100;
    private readonly Lock _becoming = new();
    private readonly int _parts = (int)(sessionLease.RenewEvery / (2 * RenewEvery));
    private int _part;

    /// <summary>Renewals go on meanwhile, but to them it is no news that this incarnation has ended.</summary>
    private bool _isLeaving;

    /// <summary>As the last renewal gave it.</summary>
    private RegistryView? _view;

    private IGatewayRegistryGrain Registry => grains.GetGrain<IGatewayRegistryGrain>(0);

    private IGatewayGrain Grain => grains.GetGrain<IGatewayGrain>(identity.Current.GatewayId);

    /// <summary>Renews until cancelled; never fails.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        var beside = Task.CompletedTask;
        var isSessionsTurn = true;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                while (!await Try(RenewLeaseSoon, cancellationToken))
                {
                    await Task.Delay(RetryAfter, time, cancellationToken);
                }

                if (beside.IsCompleted)
                {
                    beside = Try(isSessionsTurn ? RenewSessions : SettleEnded, cancellationToken);
                    isSessionsTurn = !isSessionsTurn;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The owner has ended it.
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One renewal; fails when the grains cannot be reached.</summary>
    internal async Task Renew(CancellationToken cancellationToken)
    {
        await RenewLease(cancellationToken);
        await RenewSessions(cancellationToken);
    }

    /// <summary>Goodbye after a drain: nobody needs to wait for the lease.</summary>
    internal async Task Leave(CancellationToken cancellationToken)
    {
        lock (_becoming)
        {
            _isLeaving = true;
        }

        await Grain.End(identity.Current, cancellationToken);
        await Registry.Leave(identity.Current, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The lease could not be renewed, trying again")]
    private partial void LogRenewFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Gateway {GatewayId} has lost incarnation {Incarnation}: its sessions are closed")]
    private partial void LogLost(string gatewayId, Guid incarnation);

    [LoggerMessage(LogLevel.Warning, "The lease of gateway {GatewayId} is over: its sessions are ended")]
    private partial void LogEnded(string gatewayId);

    private async Task<bool> Try(Func<CancellationToken, Task> renew, CancellationToken cancellationToken)
    {
        try
        {
            await renew(cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRenewFailed(exception);
            return false;
        }
    }

    private Task RenewLeaseSoon(CancellationToken cancellationToken) =>
        RenewLease(cancellationToken).WaitAsync(AnswerWithin, time, cancellationToken);

    private async Task RenewLease(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        var asked = identity.Current;
        var view = await Registry.Renew(asked, cancellationToken);
        if (!view.IsOk)
        {
            BecomeNew(asked);
            view = await Registry.Renew(identity.Current, cancellationToken);
        }

        if (view.IsOk)
        {
            _view = view.Value;
            mailbox.GiveUpEnded(view.Value.Live, askedAt);
        }
    }

    private async Task RenewSessions(CancellationToken cancellationToken)
    {
        foreach (var chunk in NextPart().Chunk(ChunkMax).DefaultIfEmpty([]))
        {
            await RenewSessions(chunk, cancellationToken);
        }

        sessions.RetryLeaving();
        await SettleEnded(cancellationToken);
    }

    private async Task SettleEnded(CancellationToken cancellationToken)
    {
        foreach (var ended in _view?.Ended ?? [])
        {
            await Settle(ended, cancellationToken);
        }
    }

    private async Task RenewSessions(ISessionConnection[] chunk, CancellationToken cancellationToken)
    {
        ImmutableArray<SessionClaim> claims = [.. chunk.Select(session => session.Claim)];
        var asked = identity.Current;
        var renewed = await Grain.Renew(new GatewayRenewal(asked, claims, identity.Facts), cancellationToken);
        if (!renewed.IsOk)
        {
            BecomeNew(asked);
            return;
        }

        foreach (var lost in renewed.Value.LostSessions)
        {
            sessions.FindLocal(lost)?.Close(CloseCode.Resync);
        }
    }

    /// <summary>Another part of the sessions with each second renewal.</summary>
    private IEnumerable<ISessionConnection> NextPart()
    {
        var part = _part;
        _part = (_part + 1) % _parts;
        return sessions.LocalPart(part, _parts);
    }

    /// <summary>Once for each incarnation, whoever is told first that it has ended.</summary>
    private void BecomeNew(GatewayRef lost)
    {
        lock (_becoming)
        {
            if (_isLeaving || identity.Current != lost)
            {
                return;
            }

            LogLost(lost.GatewayId, lost.Incarnation);
            identity.Renew();
        }

        foreach (var session in sessions.Local.Where(session => session.Claim.Owner == lost).ToList())
        {
            sessions.Forget(session);
            session.Close(CloseCode.Resync);
        }
    }

    private async Task Settle(GatewayRef ended, CancellationToken cancellationToken)
    {
        LogEnded(ended.GatewayId);
        await grains.GetGrain<IGatewayGrain>(ended.GatewayId).End(ended, cancellationToken);
        await publisher.AppendToAll(new EventRecord
        {
            Kind = EventKind.PublisherLost,
            Time = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Service = "default"u8,
            Class = "core"u8,
        });
        await Registry.Settled(ended, cancellationToken);
    }
}
