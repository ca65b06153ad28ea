using System.Collections.Immutable;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>
/// Renews this gateway's lease every 3 s; with each renewal a fifth of the sessions is claimed again. Ends the sessions of gateways
/// whose lease is over (docs/architecture.md, 3).
/// </summary>
internal sealed partial class GatewayLease(
    IGrainFactory grains,
    GatewayIdentity identity,
    SessionService sessions,
    Mailbox mailbox,
    EventPublisher publisher,
    TimeProvider time,
    ILogger<GatewayLease> logger)
{
    internal static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);

    /// <summary>Small enough that what clients ask meanwhile is not behind thousands of renewals.</summary>
    private const int ChunkMax = 100;
    private int _part;

    private IGatewayRegistryGrain Registry => grains.GetGrain<IGatewayRegistryGrain>(0);

    private IGatewayGrain Grain => grains.GetGrain<IGatewayGrain>(identity.Current.GatewayId);

    /// <summary>Renews until cancelled; never fails.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TryRenew(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The owner has ended it.
            return;
        }
    }

    /// <summary>One renewal; fails when the grains cannot be reached.</summary>
    internal async Task Renew(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        var view = await Registry.Renew(identity.Current, cancellationToken);
        if (!view.IsOk)
        {
            BecomeNew();
            view = await Registry.Renew(identity.Current, cancellationToken);
        }

        if (view.IsOk)
        {
            mailbox.GiveUpEnded(view.Value.Live, askedAt);
        }

        foreach (var chunk in NextPart().Chunk(ChunkMax).DefaultIfEmpty([]))
        {
            await RenewSessions(chunk, cancellationToken);
        }

        sessions.RetryLeaving();
        foreach (var ended in view.Value?.Ended ?? [])
        {
            await Settle(ended, cancellationToken);
        }
    }

    /// <summary>Goodbye after a drain: nobody needs to wait for the lease.</summary>
    internal async Task Leave(CancellationToken cancellationToken)
    {
        await Grain.End(identity.Current, cancellationToken);
        await Registry.Leave(identity.Current, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The lease could not be renewed, trying again")]
    private partial void LogRenewFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Gateway {GatewayId} has lost incarnation {Incarnation}: its sessions are closed")]
    private partial void LogLost(string gatewayId, Guid incarnation);

    [LoggerMessage(LogLevel.Warning, "The lease of gateway {GatewayId} is over: its sessions are ended")]
    private partial void LogEnded(string gatewayId);

    private async Task TryRenew(CancellationToken cancellationToken)
    {
        try
        {
            await Renew(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRenewFailed(exception);
        }
    }

    private async Task RenewSessions(ISessionConnection[] chunk, CancellationToken cancellationToken)
    {
        ImmutableArray<SessionClaim> claims = [.. chunk.Select(session => session.Claim)];
        var renewed = await Grain.Renew(new GatewayRenewal(identity.Current, claims, identity.Facts), cancellationToken);
        if (!renewed.IsOk)
        {
            BecomeNew();
            return;
        }

        foreach (var lost in renewed.Value.LostSessions)
        {
            sessions.FindLocal(lost)?.Close(CloseCode.Resync);
        }
    }

    /// <summary>Another fifth of the sessions with each renewal.</summary>
    private IEnumerable<ISessionConnection> NextPart()
    {
        var part = _part;
        _part = (_part + 1) % SessionService.Parts;
        return sessions.LocalPart(part);
    }

    private void BecomeNew()
    {
        var lost = identity.Current;
        LogLost(lost.GatewayId, lost.Incarnation);
        identity.Renew();
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
