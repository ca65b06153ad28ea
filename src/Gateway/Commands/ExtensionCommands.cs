using EventPlatform.Contracts;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.Commands;

/// <summary>Sets through the Extension grain, answered when the apply loop has met the change.</summary>
internal sealed class ExtensionCommands(
    IGrainFactory grains,
    GrainCalls calls,
    ReplicaStore store,
    PendingSets pendingSets,
    ReplicaSync sync,
    GatewayIdentity identity,
    TimeProvider time) : IExtensionCommands
{
    private static readonly TimeSpan ResyncAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(3);

    public async Task<GatewayResult<Unit>> Set(
        Guid tenant, Guid extension, ExtensionChange change, Action? whenApplied, CancellationToken cancellationToken)
    {
        PendingSet pending;
        lock (store.Gate)
        {
            pending = pendingSets.Add(tenant, whenApplied);
        }

        try
        {
            return await SetAndWait(pending, extension, change, cancellationToken);
        }
        finally
        {
            // Also when the caller has given up: a set that is refused or changes nothing is met by no event that would take it off.
            IsAppliedAnyway(pending);
        }
    }

    private async Task<GatewayResult<Unit>> SetAndWait(
        PendingSet pending, Guid extension, ExtensionChange change, CancellationToken cancellationToken)
    {
        var origin = new ChangeOrigin(identity.First, pending.Request);
        var command = new SetExtension(pending.Tenant, change.Status, change.Note, change.ReturnTime, origin, change.IsOfUser);
        var result = await calls.Once(() => grains.GetGrain<IExtensionGrain>(extension).Set(command, cancellationToken));
        if (!result.IsOk)
        {
            return IsAppliedAnyway(pending) ? Unit.Value : new GatewayResult<Unit>(null, result.Refusal, result.Failure);
        }

        Expect(pending, result.Value);
        return await WaitUntilApplied(pending, cancellationToken) ? Unit.Value : calls.TimedOut();
    }

    /// <summary>Takes back the wait; true when the change was applied all the same (the grain's answer got lost).</summary>
    private bool IsAppliedAnyway(PendingSet pending)
    {
        lock (store.Gate)
        {
            return !pendingSets.Remove(pending);
        }
    }

    private void Expect(PendingSet pending, ExtensionSet answer)
    {
        lock (store.Gate)
        {
            pending.Answer = answer;
            if (store.FindTenant(pending.Tenant) is { } tenant)
            {
                pendingSets.Reached(tenant);
            }
            else
            {
                pendingSets.Gone(pending.Tenant);
            }
        }
    }

    private async Task<bool> WaitUntilApplied(PendingSet pending, CancellationToken cancellationToken)
    {
        return await IsAppliedWithin(pending, ResyncAfter, cancellationToken)
            || await IsAppliedAfterCheck(pending, cancellationToken)
            || IsAppliedAnyway(pending);
    }

    private Task<bool> IsAppliedAfterCheck(PendingSet pending, CancellationToken cancellationToken)
    {
        sync.CheckSoon();
        return IsAppliedWithin(pending, GiveUpAfter, cancellationToken);
    }

    private async Task<bool> IsAppliedWithin(PendingSet pending, TimeSpan within, CancellationToken cancellationToken)
    {
        if (pending.Applied.IsCompleted)
        {
            return true;
        }

        try
        {
            await pending.Applied.WaitAsync(within, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
