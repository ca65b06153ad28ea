namespace EventPlatform.Gateway.EventFeed.History;

/// <summary>Whether all that came after a place is there to be told again.</summary>
internal enum Holding
{
    /// <summary>It is.</summary>
    Held,

    /// <summary>This gateway has not come as far; the log may have.</summary>
    Ahead,

    /// <summary>It is not, or nobody knows.</summary>
    Unknown,
}
