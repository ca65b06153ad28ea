using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Gateway.Replica;

/// <summary>The sets of this gateway that are not answered yet. All under the replica's gate.</summary>
/// <param name="incarnation">The one that origins name: requests of an earlier process are not ours.</param>
internal sealed class PendingSets(Guid incarnation)
{
    private readonly Dictionary<long, PendingSet> _byRequest = [];
    private long _lastRequest;

    /// <summary>Sets that wait.</summary>
    internal int Count => _byRequest.Count;

    internal PendingSet Add(Guid tenant, Action? whenApplied)
    {
        var pending = new PendingSet(++_lastRequest, tenant, whenApplied);
        _byRequest.Add(pending.Request, pending);
        return pending;
    }

    internal bool Remove(PendingSet pending) => _byRequest.Remove(pending.Request);

    /// <summary>A change was applied: if it was asked for here, its setter is answered now, before the change's events.</summary>
    internal void Applied(ChangeOrigin? origin)
    {
        if (origin is not null && origin.Gateway.Incarnation == incarnation && _byRequest.Remove(origin.Request, out var pending))
        {
            pending.Complete();
        }
    }

    /// <summary>A tenant's replica has come further: whoever waited for what it shows is answered.</summary>
    internal void Reached(TenantView view) => CompleteAll(one => one.Tenant == view.Id && one.IsShownBy(view));

    /// <summary>A tenant is gone, and with it what was set there.</summary>
    internal void Gone(Guid tenant) => CompleteAll(one => one.Tenant == tenant && one.Answer is not null);

    private void CompleteAll(Func<PendingSet, bool> isOver)
    {
        if (_byRequest.Count == 0)
        {
            return;
        }

        foreach (var pending in _byRequest.Values.Where(isOver).ToList())
        {
            _byRequest.Remove(pending.Request);
            pending.Complete();
        }
    }

    /// <summary>
    /// Whether a replica at <paramref name="shown"/> shows the change <paramref name="wanted"/>: a later epoch was read after it.
    /// </summary>
    internal static bool IsReached(ChangeNumber wanted, ChangeNumber shown) =>
        shown.Epoch > wanted.Epoch || (shown.Epoch == wanted.Epoch && shown.Sequence >= wanted.Sequence);
}
