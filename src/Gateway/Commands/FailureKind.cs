namespace EventPlatform.Gateway.Commands;

/// <summary>The two failures that doors tell apart.</summary>
internal enum FailureKind
{
    /// <summary>The state could not be reached in time; a change may have been made. 100081, 503.</summary>
    Unavailable,

    /// <summary>A bug. 100003, 500.</summary>
    Internal,
}
