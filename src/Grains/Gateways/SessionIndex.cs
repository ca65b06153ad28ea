using EventPlatform.Contracts.Sessions;
using EventPlatform.Grains.Sessions;

namespace EventPlatform.Grains.Gateways;

/// <summary>
/// The sessions of one gateway as it has told them. An entry that is not claimed again for as long as a session lives without is
/// forgotten; a renewal that set out before a logout does not bring the session back.
/// </summary>
internal sealed class SessionIndex(SessionLease lease, TimeProvider time)
{
    private static readonly TimeSpan LogoutRemembered = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (SessionClaim Claim, long SeenAt)> _sessions = [];
    private readonly Dictionary<string, SessionClaim> _left = [];
    private readonly Queue<(SessionClaim Claim, long LeftAt)> _leftOrder = new();

    internal int Count => _sessions.Count;

    /// <summary>Whether this very login is indexed.</summary>
    internal bool Contains(SessionClaim claim)
        => _sessions.TryGetValue(claim.SessionId, out var session) && SessionClaims.IsSameLogin(session.Claim, claim);

    internal bool ContainsId(string sessionId) => _sessions.ContainsKey(sessionId);

    /// <summary>Whether this very login was logged out just now.</summary>
    internal bool HasLeft(SessionClaim claim) => _left.TryGetValue(claim.SessionId, out var left) && SessionClaims.IsSameLogin(left, claim);

    internal void Put(SessionClaim claim) => _sessions[claim.SessionId] = (claim, time.GetTimestamp());

    /// <summary>Removes this login, if it is the one that is indexed.</summary>
    internal void Remove(SessionClaim claim)
    {
        if (Contains(claim))
        {
            _sessions.Remove(claim.SessionId);
        }
    }

    /// <summary>Removes the owner's session because it logged out.</summary>
    internal void Leave(string sessionId, GatewayRef owner)
    {
        ForgetLeft();
        if (_sessions.TryGetValue(sessionId, out var session) && session.Claim.Owner == owner)
        {
            _sessions.Remove(sessionId);
            _left[sessionId] = session.Claim;
            _leftOrder.Enqueue((session.Claim, time.GetTimestamp()));
        }
    }

    internal List<SessionClaim> Of(GatewayRef owner)
        => [.. _sessions.Values.Where(session => session.Claim.Owner == owner).Select(session => session.Claim)];

    internal void ForgetSilent()
    {
        foreach (var (sessionId, session) in _sessions)
        {
            if (time.GetElapsedTime(session.SeenAt) >= lease.Duration)
            {
                _sessions.Remove(sessionId);
            }
        }

        ForgetLeft();
    }

    private void ForgetLeft()
    {
        while (_leftOrder.TryPeek(out var oldest) && time.GetElapsedTime(oldest.LeftAt) >= LogoutRemembered)
        {
            _leftOrder.Dequeue();
            if (_left.TryGetValue(oldest.Claim.SessionId, out var left) && ReferenceEquals(left, oldest.Claim))
            {
                _left.Remove(oldest.Claim.SessionId);
            }
        }
    }
}
