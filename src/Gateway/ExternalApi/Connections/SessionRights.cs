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

    private readonly Lock _lock = new();
    private volatile Caller _caller;
    private volatile AuthResult.Accepted _accepted;
    private WheelTimer? _warning;
    private WheelTimer? _end;
    private bool _isStopped;

    public SessionRights(Caller caller, AuthResult.Accepted accepted)
    {
        _caller = caller;
        _accepted = accepted;
    }

    /// <summary>Who it is, with the roles of its last token.</summary>
    public Caller Caller => _caller;

    /// <summary>Counts from now on. The session is listed: from here on every change of credentials finds it.</summary>
    public void Start(ApiSession session)
    {
        Arm(session, _accepted.EndsAt);
        EndIfOver(session);
    }

    /// <summary>Other credentials of the same user take the place of what it had.</summary>
    public void Renew(ApiSession session, AuthResult.Accepted renewed)
    {
        _accepted = renewed;
        _caller = _caller with { Roles = renewed.Roles, IsAdmin = renewed.IsAdmin };
        Start(session);
    }

    /// <summary>Ends the session if it would not be let in any more.</summary>
    public void EndIfOver(ApiSession session)
    {
        if (_accepted.Credential?.IsOver == true)
        {
            session.Close(CloseCode.CredentialsEnded);
        }
    }

    /// <summary>The session has ended.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            _warning?.Cancel();
            _end?.Cancel();
        }
    }

    private void Arm(ApiSession session, DateTimeOffset? endsAt)
    {
        lock (_lock)
        {
            _warning?.Cancel();
            _end?.Cancel();
            (_warning, _end) = (null, null);
            if (_isStopped || endsAt is not { } end)
            {
                return;
            }

            // A token that was accepted within the clock skew has ended already.
            var left = end - session.Services.Time.GetUtcNow();
            left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
            var wheel = session.Services.Wheel;
            _end = wheel.Schedule(left, static state => ((ApiSession)state!).Close(CloseCode.CredentialsEnded), session);
            if (left > WarnBefore)
            {
                _warning = wheel.Schedule(left - WarnBefore, static state => Warn((ApiSession)state!, WarnBefore), session);
            }
            else
            {
                Warn(session, left);
            }
        }
    }

    private static void Warn(ApiSession session, TimeSpan left) => SessionEvents.PublishExpiring(session, (int)left.TotalSeconds);
}
