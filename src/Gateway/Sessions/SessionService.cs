using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Gateways;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Sessions;

/// <summary>The sessions of this gateway by id, and calls to the grains that index those of all.</summary>
internal sealed class SessionService(
    IGrainFactory grains,
    GrainCalls calls,
    GatewayIdentity identity,
    Mailbox mailbox,
    PlatformMetrics metrics,
    TimeProvider time) : ISessions
{
    private static readonly TimeSpan LogoutWithin = TimeSpan.FromSeconds(5);

    /// <summary>Ids in use here: those of sessions, and those whose login is under way, which are not listed yet.</summary>
    private readonly ConcurrentDictionary<string, Holder> _holders = new(StringComparer.Ordinal);

    /// <summary>Logouts under way: an id is claimed again only when its last logout is known.</summary>
    private readonly ConcurrentDictionary<string, Leaving> _leaving = new(StringComparer.Ordinal);

    public GatewayRef Self => identity.Current;

    public IReadOnlyCollection<ISessionConnection> Local => [.. Listed.Select(holder => holder.Session)];

    /// <summary>Logouts the cluster does not know of yet.</summary>
    internal int LeavingCount => _leaving.Count;

    private IEnumerable<Holder> Listed => _holders.Select(pair => pair.Value).Where(holder => holder.IsListed);

    public ISessionConnection? FindLocal(string sessionId) =>
        _holders.TryGetValue(sessionId, out var holder) && holder.IsListed ? holder.Session : null;

    public async Task<GatewayResult<Unit>> Login(ISessionConnection session, CancellationToken cancellationToken)
    {
        var claim = session.Claim;
        if (!_holders.TryAdd(claim.SessionId, new Holder(session, IsListed: false)))
        {
            return new Refusal(RefusalKind.Taken, "session_id");
        }

        try
        {
            return await Claim(session, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Unknown outcome, as below.
            BeginLeave(session);
            throw;
        }
        finally
        {
            // Unless it is listed by now.
            _holders.TryRemove(KeyValuePair.Create(claim.SessionId, new Holder(session, IsListed: false)));
        }
    }

    public void Logout(ISessionConnection session)
    {
        if (FindLocal(session.Claim.SessionId) == session)
        {
            BeginLeave(session);
        }
    }

    public async Task<GatewayResult<IEnumerable<SessionClaim>>> List(string? service, CancellationToken cancellationToken)
    {
        var registry = await calls.Retry(() => grains.GetGrain<IGatewayRegistryGrain>(0).View(cancellationToken));
        if (!registry.IsOk)
        {
            return registry.Failure!;
        }

        var others = registry.Value.Live.Where(gateway => gateway.GatewayId != Self.GatewayId);
        var pages = await Task.WhenAll(others.Select(gateway => SessionsOf(gateway, cancellationToken)));
        if (pages.FirstOrDefault(page => !page.IsOk) is { Failure: { } failure })
        {
            return failure;
        }

        var all = pages.SelectMany(page => page.Value!.Sessions).Concat(Local.Select(session => session.Claim));
        return new GatewayResult<IEnumerable<SessionClaim>>(all.Where(claim => service is null || claim.Service == service), null, null);
    }

    public async Task<GatewayResult<ImmutableArray<SessionClaim>>> OfUser(string service, string user, CancellationToken cancellationToken)
    {
        var result = await calls.Retry(() => grains.GetGrain<IUserGrain>($"{service}/{user}").Sessions(cancellationToken));
        return result.IsOk ? result.Value.Sessions : result.Failure!;
    }

    public Task<GatewayResult<SessionClaim>> Find(string sessionId, CancellationToken cancellationToken) =>
        FindLocal(sessionId) is { } local
            ? Task.FromResult<GatewayResult<SessionClaim>>(local.Claim)
            : calls.Retry(() => grains.GetGrain<ISessionGrain>(SessionKey.Of(sessionId)).Find(cancellationToken));

    public async Task<GatewayResult<Relayed>> Relay(SessionClaim target, byte[] request, CancellationToken cancellationToken)
    {
        if (FindLocal(target.SessionId) is { } local)
        {
            return new Relayed(Local(local.Relay(request, () => { })));
        }

        return target.Owner == Self
            ? new Refusal(RefusalKind.Gone, "session_id")
            : await mailbox.Relay(target.Owner, target.SessionId, request, cancellationToken);

        static async Task<RelayAnswer> Local(Task<byte[]> reply) => RelayAnswer.Of(await reply);
    }

    public async Task<GatewayResult<Unit>> WhenFree(string sessionId, CancellationToken cancellationToken) =>
        _leaving.TryGetValue(sessionId, out var leaving) && await FailureToLeave(leaving, cancellationToken) is { } failure
            ? failure
            : Unit.Value;

    public async Task<GatewayResult<SessionClaim>> Stop(string sessionId, bool byAdministrator, CancellationToken cancellationToken)
    {
        if (FindLocal(sessionId) is { } local)
        {
            local.Close(byAdministrator ? CloseCode.Stopped : CloseCode.Normal);
            var freed = await WhenFree(sessionId, cancellationToken);
            return freed.IsOk ? local.Claim : freed.Failure!;
        }

        var found = await Find(sessionId, cancellationToken);
        if (!found.IsOk)
        {
            return found;
        }

        var kind = byAdministrator ? GatewayCommandKind.StopByAdministrator : GatewayCommandKind.Stop;
        var stopped = await mailbox.Ask(found.Value.Owner, kind, sessionId, cancellationToken);
        return stopped.IsOk ? found : new GatewayResult<SessionClaim>(null, stopped.Refusal, stopped.Failure);
    }

    public Task<GatewayResult<byte[]>> Describe(string sessionId, CancellationToken cancellationToken) =>
        Ask(sessionId, session => session.Describe(), GatewayCommandKind.Describe, cancellationToken);

    public Task<GatewayResult<byte[]>> Subscriptions(string sessionId, CancellationToken cancellationToken) =>
        Ask(sessionId, session => session.ListSubscriptions(), GatewayCommandKind.Subscriptions, cancellationToken);

    /// <summary>The sessions of one of a number of parts, counted from 0; a session stays in its part.</summary>
    internal IEnumerable<ISessionConnection> LocalPart(int part, int of) =>
        Listed.Where(holder => holder.Hash % of == part).Select(holder => holder.Session);

    /// <summary>Tells the cluster again of logouts it may not know.</summary>
    internal void RetryLeaving()
    {
        foreach (var leaving in _leaving.Values)
        {
            _ = Leave(leaving);
        }
    }

    /// <summary>Unlists a session without telling the cluster; false when it was not listed.</summary>
    internal bool Forget(ISessionConnection session)
    {
        if (!_holders.TryRemove(KeyValuePair.Create(session.Claim.SessionId, new Holder(session, IsListed: true))))
        {
            return false;
        }

        metrics.SessionsChanged(-1);
        return true;
    }

    private async Task<GatewayResult<byte[]>> Ask(
        string sessionId, Func<ISessionConnection, byte[]> here, GatewayCommandKind elsewhere, CancellationToken cancellationToken)
    {
        if (FindLocal(sessionId) is { } local)
        {
            return here(local);
        }

        var found = await Find(sessionId, cancellationToken);
        return found.IsOk
            ? await mailbox.Ask(found.Value.Owner, elsewhere, sessionId, cancellationToken)
            : new GatewayResult<byte[]>(null, found.Refusal, found.Failure);
    }

    private async Task<GatewayResult<Unit>> Claim(ISessionConnection session, CancellationToken cancellationToken)
    {
        // Looked at only now that the id is held: it came free after its logout was noted here.
        var claim = session.Claim;
        if (await WhenFree(claim.SessionId, cancellationToken) is { IsOk: false } notFree)
        {
            return notFree;
        }

        var result = await calls.Retry(() => GatewayOf(claim.Owner).Login(claim, cancellationToken));
        if (result.Refusal?.Kind == RefusalKind.Taken
            && await Describe(claim.SessionId, cancellationToken) is { Refusal.Kind: RefusalKind.NotFound })
        {
            // The session that had the id is gone, and its logout has only now reached the cluster.
            result = await calls.Retry(() => GatewayOf(claim.Owner).Login(claim, cancellationToken));
        }

        if (result.IsOk)
        {
            List(session);
        }
        else if (result.Failure is not null)
        {
            // Unknown outcome: the claim may have been taken.
            BeginLeave(session);
        }

        // This gateway is between two incarnations: the next try goes to the new one.
        return result.Refusal?.Kind == RefusalKind.Gone ? calls.FailureOf(new TimeoutException("The lease was lost.")) : result;
    }

    /// <summary>Waits until the cluster knows of an id's last logout; a failure when it cannot be told.</summary>
    private async Task<Failure?> FailureToLeave(Leaving leaving, CancellationToken cancellationToken)
    {
        try
        {
            await leaving.Done.WaitAsync(LogoutWithin, time, cancellationToken);
            return null;
        }
        catch (TimeoutException exception)
        {
            return calls.FailureOf(exception);
        }
    }

    private void List(ISessionConnection session)
    {
        _holders[session.Claim.SessionId] = new Holder(session, IsListed: true);
        metrics.SessionsChanged(1);

        // Who lost the lease meanwhile has closed the sessions that were listed then: this one was not.
        if (session.Claim.Owner != identity.Current && Forget(session))
        {
            session.Close(CloseCode.Resync);
        }
    }

    private void BeginLeave(ISessionConnection session)
    {
        var leaving = new Leaving(session.Claim);
        if (!_leaving.TryAdd(session.Claim.SessionId, leaving))
        {
            return;
        }

        // The id is free only now: a login with it that comes from here on waits for what follows.
        Forget(session);
        _ = Leave(leaving);
    }

    /// <summary>Never fails: what could not be told is told again with the next renewal.</summary>
    private async Task Leave(Leaving leaving)
    {
        var claim = leaving.Claim;
        var result = await calls.Retry(async () =>
        {
            await GatewayOf(claim.Owner).Logout(claim.SessionId, claim.Owner);
            return Unit.Value;
        });
        if (result.IsOk)
        {
            _leaving.TryRemove(KeyValuePair.Create(claim.SessionId, leaving));
            leaving.Complete();
        }
    }

    private Task<GatewayResult<SessionList>> SessionsOf(GatewayRef gateway, CancellationToken cancellationToken) =>
        calls.Retry(() => GatewayOf(gateway).Sessions(cancellationToken));

    private IGatewayGrain GatewayOf(GatewayRef gateway) => grains.GetGrain<IGatewayGrain>(gateway.GatewayId);

    /// <summary>Who has an id, and whether it is a session yet.</summary>
    private readonly record struct Holder(ISessionConnection Session, bool IsListed)
    {
        /// <summary>Kept here: all sessions are looked through every 3 s, and most of them would be fetched from memory for it.</summary>
        internal int Hash { get; } = RuntimeHelpers.GetHashCode(Session);
    }
}
