using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests;

public interface IHookGrain : IGrainWithStringKey
{
    Task Call();
}

/// <summary>What hooks wrote.</summary>
public sealed class HookLog
{
    public ConcurrentQueue<string> Entries { get; } = new();
}

public sealed class HookGrain(HookLog log) : Grain, IHookGrain
{
    public Task Call() => Task.CompletedTask;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // Hooks may call other grains, even while the silo stops.
        await GrainFactory.GetGrain<IEdgeGrain>("called by a hook").Call();
        log.Entries.Enqueue($"{reason.ReasonCode}");
    }
}
