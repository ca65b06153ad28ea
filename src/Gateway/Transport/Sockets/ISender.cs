namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>Has given something to a <see cref="SendRing"/>.</summary>
internal interface ISender
{
    /// <summary>The ring has sent what it could.</summary>
    /// <param name="rest">What the socket did not take, or all if it is gone; until the return.</param>
    void Sent(ReadOnlySpan<byte> rest);
}
