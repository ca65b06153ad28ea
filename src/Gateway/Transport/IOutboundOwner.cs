namespace EventPlatform.Gateway.Transport;

/// <summary>Who is told what the writer of an <see cref="OutboundQueue"/> has done.</summary>
internal interface IOutboundOwner
{
    /// <summary>Something was taken by the socket.</summary>
    /// <param name="messages">Events and replies that are complete with it.</param>
    void Sent(int messages);

    /// <summary>The close entry and everything before it was taken by the socket.</summary>
    ValueTask CloseSent();

    /// <summary>The socket takes nothing more.</summary>
    void Broken();
}
