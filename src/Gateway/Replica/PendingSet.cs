using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>A set that waits until the replica shows it.</summary>
internal sealed class PendingSet(long request, Guid tenant, Action? whenApplied)
{
    private readonly TaskCompletionSource _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal long Request => request;

    internal Guid Tenant => tenant;

    /// <summary>The number to wait for, known when the grain has answered.</summary>
    internal ChangeNumber? Number { get; set; }

    internal Task Applied => _applied.Task;

    /// <summary>Queues the setter's answer. Under the gate, once.</summary>
    internal void Complete()
    {
        whenApplied?.Invoke();
        _applied.TrySetResult();
    }
}
