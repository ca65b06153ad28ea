using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.Sessions;

/// <summary>A question to another gateway that has not been answered yet.</summary>
/// <param name="to">Who was asked.</param>
/// <param name="askedAt">Timestamp of the asking.</param>
internal sealed class Question(GatewayRef to, long askedAt)
{
    private readonly TaskCompletionSource<byte[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal GatewayRef To => to;

    internal long AskedAt => askedAt;

    /// <summary>Ends with the answer's payload; cancelled when none can come any more.</summary>
    internal Task<byte[]> Answer => _answer.Task;

    /// <summary>Called when the other side says that its answer will be late.</summary>
    internal Action Acknowledged { get; init; } = () => { };

    internal void Complete(byte[] payload) => _answer.TrySetResult(payload);

    /// <summary>The other gateway has ended, or has not been heard of for too long.</summary>
    internal void GiveUp() => _answer.TrySetCanceled();
}
