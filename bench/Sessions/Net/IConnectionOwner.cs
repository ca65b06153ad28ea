namespace EventPlatform.Bench.Sessions.Net;

/// <summary>Who speaks on a connection. Called on the loop's thread.</summary>
internal interface IConnectionOwner
{
    /// <summary>Messages can be sent: over WebSocket the handshake is done.</summary>
    void Opened();

    /// <summary>A whole message came; its bytes are valid during the call only.</summary>
    void Received(ReadOnlySpan<byte> message);

    /// <summary>The connection is over; it may be opened again.</summary>
    void Ended(ConnectionEnd end);
}
