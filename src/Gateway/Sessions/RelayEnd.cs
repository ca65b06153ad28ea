namespace EventPlatform.Gateway.Sessions;

/// <summary>How a relayed request ended.</summary>
internal enum RelayEnd
{
    /// <summary>There is a reply, from the target or in its name.</summary>
    Answered,

    /// <summary>The target went away before it answered.</summary>
    Gone,

    /// <summary>Nothing was heard of the target's gateway in time.</summary>
    TimedOut,
}
