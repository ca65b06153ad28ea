namespace EventPlatform.Bench.Sessions.Api;

/// <summary>How a wrong password is answered (external-api.md 3 and 6).</summary>
internal enum LoginRefusal
{
    /// <summary>Some other answer.</summary>
    None,

    /// <summary>100030: it was compared with a hash.</summary>
    Unauthorized,

    /// <summary>100081: too many waited, nothing was compared.</summary>
    Overloaded,
}
