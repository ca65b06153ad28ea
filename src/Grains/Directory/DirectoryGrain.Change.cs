using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;

namespace EventPlatform.Grains.Directory;

// in progress (in memory) -> committed (durable, by the root's write) -> finished (durable, when all participants are)
internal sealed partial class DirectoryGrain
{
    private const int CallsAtOnceMax = 32;
    private static readonly TimeSpan FinishPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The change that is being made; stays when the deciding write's outcome is unknown, until this activation ends.</summary>
    private Guid? _inProgress;

    /// <summary>Changes that are durably decided.</summary>
    private HashSet<Guid> _committed = [];

    /// <summary>What the last change that this activation decided is to be told as.</summary>
    private DirectoryNotice? _notice;

    private IGrainTimer? _finishing;

    /// <summary>No participant is called here: one may be waiting for this activation to tell an outcome.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Look();
        FinishLater();
        return Task.CompletedTask;
    }

    public Task<ChangeOutcome> OutcomeOf(Guid change, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(
            _committed.Contains(change) ? ChangeOutcome.Committed
            : _inProgress == change ? ChangeOutcome.InProgress
            : ChangeOutcome.Discarded);
    }

    /// <summary>Null when the change is made and finished everywhere.</summary>
    private async Task<Refusal?> Change(DirectoryChange plan, CancellationToken cancellationToken)
    {
        var change = new CommittedChange { Change = ids.NewId(), Tenants = [.. plan.Tenants.Keys], AccountShards = plan.Shards };
        _inProgress = change.Change;
        try
        {
            if (await Prepare(change.Change, plan, cancellationToken) is { } refusal)
            {
                _inProgress = null;
                await Finish(change, isCommitted: false);
                return refusal;
            }
        }
        catch
        {
            // Nothing is decided, so it is discarded: who was prepared asks and learns so.
            _inProgress = null;
            throw;
        }

        root.State.Locations = plan.Locations ?? root.State.Locations;
        root.State.Number = plan.Number;
        root.State.Committed.Add(change);
        await root.WriteOrDeactivate(this);
        _inProgress = null;
        _notice = new DirectoryNotice(plan.Number, plan.Notice);
        Follow(plan);
        Look();
        FinishLater();
        await FinishCommitted(cancellationToken);
        return null;
    }

    private async Task<Refusal?> Prepare(Guid change, DirectoryChange plan, CancellationToken cancellationToken)
    {
        var calls = plan.Tenants
            .Select(tenant => (Func<Task<Outcome<Unit>>>)(() => GrainFactory.GetGrain<ITenantGrain>(tenant.Key)
                .Prepare(new TenantChange(change, plan.Number, tenant.Value), cancellationToken)))
            .Concat(plan.Shards.Select(shard => (Func<Task<Outcome<Unit>>>)(() => Shard(shard)
                .Prepare(plan.ShardChange(change, shard), cancellationToken))));
        foreach (var chunk in calls.Chunk(CallsAtOnceMax))
        {
            var outcomes = await Task.WhenAll(chunk.Select(call => call()));
            if (outcomes.FirstOrDefault(outcome => !outcome.IsOk) is { } refused)
            {
                return refused.Refusal;
            }
        }

        return null;
    }

    private async Task Finish(CommittedChange change, bool isCommitted)
    {
        var calls = change.Tenants
            .Select(tenant => (Func<Task>)(() => GrainFactory.GetGrain<ITenantGrain>(tenant).Finish(change.Change, isCommitted)))
            .Concat(change.AccountShards.Select(shard => (Func<Task>)(() => Shard(shard).Finish(change.Change, isCommitted))));
        foreach (var chunk in calls.Chunk(CallsAtOnceMax))
        {
            await Task.WhenAll(chunk.Select(call => call()));
        }
    }

    /// <summary>Has every participant finish what is decided, then forgets it and tells the directory's number.</summary>
    private async Task FinishCommitted(CancellationToken cancellationToken)
    {
        if (root.State.Committed.Count == 0)
        {
            return;
        }

        foreach (var change in root.State.Committed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Finish(change, isCommitted: true);
        }

        await Announce();
        root.State.Committed.Clear();
        await root.WriteOrDeactivate(this);
        Look();
        _finishing?.Dispose();
        _finishing = null;
    }

    private void Look() => _committed = [.. root.State.Committed.Select(change => change.Change)];

    private void FinishLater()
    {
        if (root.State.Committed.Count > 0)
        {
            _finishing ??= this.RegisterGrainTimer(FinishCommitted, FinishPeriod, FinishPeriod);
        }
    }
}
