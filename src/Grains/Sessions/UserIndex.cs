using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Sessions;

/// <summary>The sessions of one user. What is not renewed for a while is forgotten: its Session died without a word.</summary>
internal sealed class UserIndex(TimeProvider time)
{
    /// <summary>Longer than a Session needs to end itself.</summary>
    internal static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, (SessionClaim Claim, long SeenAt)> _sessions = [];

    internal bool IsEmpty => _sessions.Count == 0;

    internal void Join(SessionClaim claim) => _sessions[claim.SessionId] = (claim, time.GetTimestamp());

    internal void Leave(string sessionId) => _sessions.Remove(sessionId);

    internal SessionList List()
    {
        var claims = _sessions.Values.Select(session => session.Claim).ToList();
        claims.Sort(SessionClaims.ByLogin);
        return new SessionList([.. claims]);
    }

    internal void ForgetSilent()
    {
        foreach (var (sessionId, session) in _sessions)
        {
            if (time.GetElapsedTime(session.SeenAt) >= SilenceMax)
            {
                _sessions.Remove(sessionId);
            }
        }
    }
}
