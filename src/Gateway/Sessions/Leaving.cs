using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Gateway.Sessions;

/// <summary>A logout that the cluster does not know of yet.</summary>
internal sealed class Leaving(SessionClaim claim)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SessionClaim Claim => claim;

    /// <summary>Ends when the id is free.</summary>
    internal Task Done => _done.Task;

    internal void Complete() => _done.TrySetResult();
}
