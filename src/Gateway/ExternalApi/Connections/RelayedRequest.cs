namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>Another client's request that waits for this session's answer.</summary>
/// <param name="acknowledged">Called when the session says that its answer will be late.</param>
internal sealed class RelayedRequest(Action acknowledged)
{
    private readonly TaskCompletionSource<byte[]> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The reply's members but the tid; empty: the session went away.</summary>
    public Task<byte[]> Reply => _reply.Task;

    public void Acknowledge() => acknowledged();

    public void Complete(byte[] reply) => _reply.TrySetResult(reply);

    public void Lose() => Complete([]);
}
