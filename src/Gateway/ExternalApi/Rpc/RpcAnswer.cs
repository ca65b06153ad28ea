using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Rpc;

/// <summary>Takes the reply of a call that has no connection; what is acknowledged is waited for instead.</summary>
internal sealed class RpcAnswer(CancellationToken ended) : IReplyTo
{
    public CancellationToken Ended => ended;

    /// <summary>The reply that the command has sent itself; null: none yet.</summary>
    public byte[]? Reply { get; private set; }

    /// <summary>Nothing: there is no message but the answer.</summary>
    public void Ack()
    {
    }

    void IReplyTo.Reply(in Answer answer) => Reply = Replies.Of(answer, default);
}
