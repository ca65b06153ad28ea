using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Sessions;

/// <summary>
/// The sessions of one user. What is not renewed for a while is forgotten: its Session died without a word. There are as many of these as
/// users, and most users have one session: a few stand in an array, only more of them in a dictionary.
/// </summary>
internal sealed class UserIndex(SessionLease lease, TimeProvider time)
{
    /// <summary>Sessions that the array may have.</summary>
    internal const int FewMax = 8;

    /// <summary>Looks for silent ones in <see cref="SessionLease.UserSilenceMax"/>; they cost by the number of sessions.</summary>
    internal const int Sweeps = 3;

    private (SessionClaim Claim, long SeenAt)[] _few = [];
    private Dictionary<string, (SessionClaim Claim, long SeenAt)>? _many;
    private long _sweptAt = time.GetTimestamp();

    internal bool IsEmpty => (_many?.Count ?? _few.Length) == 0;

    internal void Join(SessionClaim claim)
    {
        if (time.GetElapsedTime(_sweptAt) >= lease.UserSilenceMax / Sweeps)
        {
            ForgetSilent();
        }

        (SessionClaim Claim, long SeenAt) seen = (claim, time.GetTimestamp());
        if (_many is not null)
        {
            _many[claim.SessionId] = seen;
        }
        else if (IndexOf(claim.SessionId) is >= 0 and var index)
        {
            _few[index] = seen;
        }
        else if (_few.Length < FewMax)
        {
            _few = [.. _few, seen];
        }
        else
        {
            _many = _few.Append(seen).ToDictionary(session => session.Claim.SessionId);
            _few = [];
        }
    }

    internal void Leave(string sessionId)
    {
        if (_many is not null)
        {
            _many.Remove(sessionId);
            ShrinkIfFew();
        }
        else if (IndexOf(sessionId) is >= 0 and var index)
        {
            _few = [.. _few[..index], .. _few[(index + 1)..]];
        }
    }

    internal SessionList List()
    {
        var claims = All().Select(session => session.Claim).ToList();
        claims.Sort(SessionClaims.ByLogin);
        return new SessionList([.. claims]);
    }

    internal void ForgetSilent()
    {
        _sweptAt = time.GetTimestamp();
        foreach (var (claim, seenAt) in All())
        {
            if (time.GetElapsedTime(seenAt) >= lease.UserSilenceMax)
            {
                Leave(claim.SessionId);
            }
        }
    }

    /// <returns>Its place in the array; -1: it is not there.</returns>
    private int IndexOf(string sessionId)
    {
        for (var index = _few.Length - 1; index >= 0; index--)
        {
            if (_few[index].Claim.SessionId == sessionId)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>As they are now: what is removed meanwhile is still among them.</summary>
    private (SessionClaim Claim, long SeenAt)[] All() => _many is null ? _few : [.. _many.Values];

    /// <summary>At half of what the array holds, so that one that comes and goes does not move the others each time.</summary>
    private void ShrinkIfFew()
    {
        if (_many!.Count <= FewMax / 2)
        {
            _few = [.. _many.Values];
            _many = null;
        }
    }
}
