namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>Where the reply to the request in hand goes; for commands that cannot leave it to who called them.</summary>
internal interface IReplyTo
{
    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    CancellationToken Ended { get; }

    /// <summary>Says that the answer will be late.</summary>
    void Ack();

    /// <summary>Queues the reply.</summary>
    /// <param name="answer">A command that has ended.</param>
    void Reply(in Answer answer);
}
