using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>A set that waits until the replica shows it.</summary>
internal sealed class PendingSet(long request, Guid tenant, Action? whenApplied)
{
    private readonly TaskCompletionSource _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal long Request => request;

    internal Guid Tenant => tenant;

    /// <summary>What to wait for, known when the grain has answered.</summary>
    internal ExtensionSet? Answer { get; set; }

    /// <summary>Whether a tenant's view shows what the grain has answered: its change, and the document it was checked by.</summary>
    internal bool IsShownBy(TenantView view) =>
        Answer is { } answer
        && view.DocumentVersion >= answer.DocumentVersion
        && PendingSets.IsReached(answer.Number, view.Number);

    internal Task Applied => _applied.Task;

    /// <summary>Queues the setter's answer. Under the gate, once.</summary>
    internal void Complete()
    {
        whenApplied?.Invoke();
        _applied.TrySetResult();
    }
}
