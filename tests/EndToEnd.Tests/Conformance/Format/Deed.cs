namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>What a client does, or sees, beside messages.</summary>
internal enum Deed
{
    /// <summary>Closes in order and reads to the end: nothing more may come.</summary>
    Close,

    /// <summary>Ends its sending side (FIN) and goes on reading.</summary>
    HalfClose,

    /// <summary>Resets the connection.</summary>
    Drop,

    /// <summary>Answers no pings from here on.</summary>
    Mute,

    /// <summary>Reads nothing from its socket any more.</summary>
    Pause,

    /// <summary>Reads again.</summary>
    Resume,

    /// <summary>Has got a WebSocket ping, or a comment of Server-Sent Events, since the last look.</summary>
    Pinged,

    /// <summary>Sends a WebSocket ping.</summary>
    Ping,

    /// <summary>Has got a pong for each of its pings.</summary>
    Ponged,

    /// <summary>Has got nothing so far: a look without waiting, for what the clock has not let happen yet.</summary>
    Nothing,
}
