namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>Whether all that came after a place is there to be told again; of several partitions the last of these that one has.</summary>
internal enum Holding
{
    /// <summary>It is.</summary>
    Held,

    /// <summary>It is not, or nobody knows.</summary>
    Unknown,

    /// <summary>
    /// This gateway has not come as far; the log may have. Until it has, it would tell a reader what that has seen, recovered or not.
    /// </summary>
    Ahead,
}
