namespace EventPlatform.Fuzz.Net;

/// <summary>A connection of the External API that reads in the background.</summary>
internal interface IMessageWire : IDisposable
{
    bool IsLine { get; }

    /// <summary>Ends when the gateway has ended its side.</summary>
    Task Reading { get; }

    /// <summary>The gateway's close code; 0 on lines and when there was none.</summary>
    int CloseCode { get; }

    /// <summary>What the gateway did wrong on the wire.</summary>
    string? Wrong { get; }

    /// <summary>Sends a message, cut in whatever way the framing allows.</summary>
    /// <returns>False: the connection is gone.</returns>
    Task<bool> Send(byte[] message);

    /// <summary>Ends the client's side in order; what was sent is to be answered.</summary>
    Task End();

    void Reset();
}
