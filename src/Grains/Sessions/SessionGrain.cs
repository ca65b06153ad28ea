using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Publishing;

namespace EventPlatform.Grains.Sessions;

// claimed (login, or rebuilt by a renewal) -> renewed now and then -> ended by its gateway, or by collection when its lease is over
internal sealed class SessionGrain(SiloPublisher publisher, SessionLease lease, TimeProvider time) : Grain, ISessionGrain
{
    private SessionClaim? _claim;
    private long _claimedAt;

    // A login is announced once, however often the call is tried again; a logout follows only a login that was.
    private bool _isAnnounced;
    private Task<bool> _announcement = Task.FromResult(true);

    public async Task<Outcome<Unit>> Login(SessionClaim claim, CancellationToken cancellationToken = default)
    {
        await EndIfSilent(cancellationToken);
        if (_claim is not null && !SessionClaims.IsSameLogin(_claim, claim))
        {
            return new Refusal(RefusalKind.Taken);
        }

        await publisher.WaitForRoom(cancellationToken);
        Claim(claim);
        await User(claim).Join(claim, cancellationToken);
        if (!_isAnnounced)
        {
            _isAnnounced = true;
            _announcement = publisher.PublishSession(EventKind.Login, claim, claim.LoginTime);
        }

        return await _announcement ? Unit.Value : throw new TimeoutException("The stream has not accepted the login in time.");
    }

    public async Task<Outcome<Unit>> Renew(SessionClaim claim, CancellationToken cancellationToken = default)
    {
        if (_claim is not null && !SessionClaims.IsSameLogin(_claim, claim))
        {
            if (SessionClaims.IsEarlier(_claim, claim))
            {
                return new Refusal(RefusalKind.Taken);
            }

            await EndClaim(cancellationToken);
        }

        if (_claim is null)
        {
            // Its login was announced in an earlier life of this grain.
            _isAnnounced = true;
        }

        Claim(claim);
        await User(claim).Join(claim, cancellationToken);
        return Unit.Value;
    }

    public async Task End(GatewayRef owner, CancellationToken cancellationToken = default)
    {
        if (_claim?.Owner == owner)
        {
            await EndClaim(cancellationToken);
        }

        EndIfEmpty();
    }

    public async Task<Outcome<SessionClaim>> Find(CancellationToken cancellationToken = default)
    {
        await EndIfSilent(cancellationToken);
        EndIfEmpty();
        return _claim is null ? new Refusal(RefusalKind.NotFound) : _claim;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // A silo that stops ends no session: the next renewal claims it again elsewhere.
        return reason.ReasonCode == DeactivationReasonCode.ActivationIdle ? EndClaim(cancellationToken) : Task.CompletedTask;
    }

    private IUserGrain User(SessionClaim claim) => GrainFactory.GetGrain<IUserGrain>(SessionClaims.UserKey(claim));

    private void Claim(SessionClaim claim)
    {
        _claim = claim;
        _claimedAt = time.GetTimestamp();
    }

    /// <summary>Questions keep a grain from being collected, but they are no renewals.</summary>
    private Task EndIfSilent(CancellationToken cancellationToken)
    {
        var isSilent = _claim is not null && time.GetElapsedTime(_claimedAt) >= lease.Duration;
        return isSilent ? EndClaim(cancellationToken) : Task.CompletedTask;
    }

    private void EndIfEmpty()
    {
        if (_claim is null)
        {
            this.EndWhenEmpty(static grain => grain._claim is null);
        }
    }

    private async Task EndClaim(CancellationToken cancellationToken)
    {
        if (_claim is not { } claim)
        {
            return;
        }

        // Gone first, whatever fails below: the user forgets what is not renewed, and the publisher sends until it is accepted.
        _claim = null;
        if (_isAnnounced)
        {
            _isAnnounced = false;
            _announcement = publisher.PublishSession(EventKind.Logout, claim, time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        await User(claim).Leave(claim.SessionId, cancellationToken);
        await _announcement;
    }
}
