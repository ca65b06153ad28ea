using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// What a session may do, by what it was let in, and when that ends (external-api.md 5): 30 s before its token ends it is told, and it is
/// closed (4501) at the end, or as soon as its credentials would not let it in any more.
/// </summary>
internal sealed class SessionRights
{
    private static readonly TimeSpan WarnBefore = TimeSpan.FromSeconds(30);

    /// <summary>The end is a time of day, which may be set while a timer runs.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Of all sessions: it is held briefly, and each looks once a minute at most.</summary>
    private static readonly Lock Looking = new();

    private volatile Caller _caller;

    /// <summary>Tells when the session has to end; null: never.</summary>
    private volatile ICredential? _credential;

    /// <summary>When its token ends, in UTC; 0: never.</summary>
    private long _endsAtTicks;
    private WheelTimer? _timer;
    private bool _isWarned;
    private bool _isStopped;

    public SessionRights(Caller caller, AuthResult.Accepted accepted)
    {
        _caller = caller;
        Take(accepted);
    }

    /// <summary>Who it is, with the roles of its last token.</summary>
    public Caller Caller => _caller;

    /// <summary>
    /// Its time counts from now on; what is over already ends it a tick later, behind the reply that is about to be queued.
    /// </summary>
    public void Start(ApiSession session) => Look(session, isDue: false);

    /// <summary>Other credentials of the same user take the place of what it had.</summary>
    public void Renew(ApiSession session, AuthResult.Accepted renewed)
    {
        lock (Looking)
        {
            // A look that is due already finds the new end.
            Take(renewed);
            _isWarned = false;
        }

        _caller = _caller with { Roles = renewed.Roles, IsAdmin = renewed.IsAdmin };
        session.RightsChanged();
        Start(session);
        EndIfOver(session);
    }

    /// <summary>Ends the session if it would not be let in any more.</summary>
    public void EndIfOver(ApiSession session)
    {
        if (_credential?.IsOver == true)
        {
            session.Close(CloseCode.CredentialsEnded);
        }
    }

    /// <summary>The session has ended.</summary>
    public void Stop()
    {
        lock (Looking)
        {
            _isStopped = true;
            _timer?.Cancel();
        }
    }

    /// <summary>What is due is done, and the next look is arranged: at the warning, at the end, or after a while.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isDue">Whether its time has come, so that it may be closed.</param>
    private void Look(ApiSession session, bool isDue)
    {
        bool isOver, isWarning;
        TimeSpan left;
        lock (Looking)
        {
            _timer?.Cancel();
            _timer = null;
            if (_isStopped || _endsAtTicks == 0)
            {
                return;
            }

            left = TimeSpan.FromTicks(_endsAtTicks - session.Services.Time.GetUtcNow().UtcTicks);
            isOver = left <= TimeSpan.Zero;
            isWarning = !isOver && left <= WarnBefore && !_isWarned;
            _isWarned |= isWarning;
            if (!isOver || !isDue)
            {
                var next = isOver ? TimeSpan.Zero : left > WarnBefore ? left - WarnBefore : left;
                _timer = session.Services.Wheel.Schedule(
                    next < LookEvery ? next : LookEvery, static state => LookWhenDue((ApiSession)state!), session);
            }
        }

        if (isWarning)
        {
            SessionEvents.PublishExpiring(session, (int)Math.Ceiling(left.TotalSeconds));
        }

        if (isOver && isDue)
        {
            session.Close(CloseCode.CredentialsEnded);
        }
    }

    private void Take(AuthResult.Accepted accepted)
    {
        _credential = accepted.Credential;
        _endsAtTicks = accepted.EndsAt?.UtcTicks ?? 0;
    }

    private static void LookWhenDue(ApiSession session) => session.Rights.Look(session, isDue: true);
}
