using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>A page of users with their sessions, taken out of all sessions without sorting more than the page.</summary>
internal static class UserPage
{
    private static readonly Comparer<SessionClaim> ByUserOldestFirst = Comparer<SessionClaim>.Create(static (one, other) =>
    {
        var byUser = string.CompareOrdinal(one.User, other.User);
        var byTime = byUser != 0 ? byUser : one.LoginTime.CompareTo(other.LoginTime);
        return byTime != 0 ? byTime : string.CompareOrdinal(one.SessionId, other.SessionId);
    });

    /// <summary>The sessions of the page: users in ordinal order, of each the oldest login first.</summary>
    /// <param name="sessions">All, in any order.</param>
    /// <param name="after">Only users behind this one; null: all.</param>
    /// <param name="limit">Users of the page, 1 or more; the greatest integer: all.</param>
    public static SessionClaim[] Of(IEnumerable<SessionClaim> sessions, string? after, int limit)
    {
        var last = limit < int.MaxValue ? LastUser(sessions, after, limit) : null;
        var page = sessions
            .Where(claim => IsAfter(claim, after) && (last is null || string.CompareOrdinal(claim.User, last) <= 0))
            .ToArray();
        Array.Sort(page, ByUserOldestFirst);
        return page;
    }

    /// <summary>The last user of a full page; null: there are fewer.</summary>
    private static string? LastUser(IEnumerable<SessionClaim> sessions, string? after, int limit)
    {
        var first = new SortedSet<string>(StringComparer.Ordinal);
        string? last = null;
        foreach (var claim in sessions)
        {
            if (!IsAfter(claim, after) || (last is not null && string.CompareOrdinal(claim.User, last) >= 0))
            {
                continue;
            }

            first.Add(claim.User);
            if (first.Count > limit)
            {
                first.Remove(first.Max!);
            }

            last = first.Count == limit ? first.Max : null;
        }

        return last;
    }

    private static bool IsAfter(SessionClaim claim, string? after) => after is null || string.CompareOrdinal(claim.User, after) > 0;
}
