namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>Why a log entry did not reach the receiver, as far as it is known.</summary>
internal enum GelfDrop
{
    /// <summary>Too many wait already.</summary>
    QueueFull,

    /// <summary>Its meta is not what <see cref="GelfMeta.IsValid"/> looks at: JSON.</summary>
    NotEncoded,

    /// <summary>It needs more than <see cref="GelfDatagrams.ChunksMax"/> chunks.</summary>
    TooLarge,

    /// <summary>The receiver's name leads to no address at present.</summary>
    NoAddress,

    /// <summary>The system did not take it.</summary>
    NotSent,

    /// <summary>It was sent to where nobody listens: an earlier one than that with which this is told.</summary>
    Refused,

    /// <summary>The gateway ended before.</summary>
    Stopped,
}
