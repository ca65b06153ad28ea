using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Sessions;

/// <summary>Which of two claims on one session id counts.</summary>
internal static class SessionClaims
{
    /// <summary>
    /// True when both are about one login of one gateway's life. The client counts: who drops its connection and comes back with the
    /// same id may do so within the same millisecond, and that is another login.
    /// </summary>
    internal static bool IsSameLogin(SessionClaim one, SessionClaim other) =>
        one.Owner == other.Owner && one.LoginTime == other.LoginTime && one.Remote == other.Remote;

    /// <summary>The earlier login stays; of two in the same millisecond the smaller incarnation, so that everybody decides alike.</summary>
    internal static bool IsEarlier(SessionClaim one, SessionClaim other)
    {
        var byTime = one.LoginTime.CompareTo(other.LoginTime);
        return byTime != 0 ? byTime < 0 : one.Owner.Incarnation.CompareTo(other.Owner.Incarnation) < 0;
    }

    /// <summary>Oldest login first.</summary>
    internal static int ByLogin(SessionClaim one, SessionClaim other)
    {
        var byTime = one.LoginTime.CompareTo(other.LoginTime);
        return byTime != 0 ? byTime : string.CompareOrdinal(one.SessionId, other.SessionId);
    }

    /// <summary>Key of the user's grain; service names have no slash, so the first one splits it.</summary>
    internal static string UserKey(SessionClaim claim) => $"{claim.Service}/{claim.User}";
}
