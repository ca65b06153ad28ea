namespace EventPlatform.Gateway.Transport;

/// <summary>Who is told what the writer of an <see cref="OutboundQueue"/> has done.</summary>
internal interface IOutboundOwner
{
    /// <summary>Something was taken by the socket.</summary>
    /// <param name="messages">Events and replies that are complete with it.</param>
    void Sent(int messages);

    /// <summary>The close entry and everything before it was taken by the socket.</summary>
    ValueTask CloseSent();

    /// <summary>Nothing more can be sent.</summary>
    /// <param name="failure">A bug; null: the socket is gone.</param>
    void Broken(Exception? failure);
}
