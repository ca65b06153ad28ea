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

    /// <summary>The number that this activation has told.</summary>
    private long? _announced;

    /// <summary>The root as it is stored; null before the first start.</summary>
    private DirectorySnapshot? _durable;

    /// <summary>A write of the root that has not begun yet: whoever needs one that begins after now waits for it.</summary>
    private Task? _nextWrite;

    private IGrainTimer? _finishing;

    private Task? _finish;

    private Task? _writing;

    /// <summary>No participant is called here: one may be waiting for this activation to tell an outcome.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Show(Look());
        FinishLater();
        return Task.CompletedTask;
    }

    public async Task<ChangeOutcome> OutcomeOf(Guid change, CancellationToken cancellationToken = default)
    {
        var outcome = OutcomeHere(change);
        if (outcome == ChangeOutcome.Discarded)
        {
            // Another activation, older or newer, may be about to decide it. After a write of this one it cannot any more.
            await WriteAfterNow();
        }

        return outcome;
    }

    /// <summary>A change that is decided but not told yet is in progress: nobody is to finish it before its place in the stream.</summary>
    private ChangeOutcome OutcomeHere(Guid change)
    {
        var isDecided = _committed.Contains(change);
        return isDecided && _announced == _durable?.Number ? ChangeOutcome.Committed
            : isDecided || _inProgress == change ? ChangeOutcome.InProgress
            : ChangeOutcome.Discarded;
    }

    /// <summary>Null when the change is made and finished everywhere.</summary>
    /// <param name="plan">The change.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="whileHeld">
    /// Run before it is decided, while its tenants announce nothing; what it changes of the plan it has prepared by itself.
    /// </param>
    private async Task<Refusal?> Change(
        DirectoryChange plan, CancellationToken cancellationToken, Func<Guid, Task>? whileHeld = null)
    {
        var change = new CommittedChange { Change = ids.NewId(), Tenants = [.. plan.Tenants.Keys], AccountShards = plan.Shards };
        _inProgress = change.Change;
        try
        {
            if (await Prepare(change.Change, plan, cancellationToken) is { } refusal)
            {
                await Discard(change);
                return refusal;
            }

            await InChunks(change.Tenants, tenant => Tenant(tenant).Hold(change.Change, cancellationToken));
            if (whileHeld is not null)
            {
                await whileHeld(change.Change);
            }
        }
        catch
        {
            await Discard(change);
            throw;
        }

        await WriteRoot(() => Decide(change, plan), () => Follow(plan));
        FinishLater();
        await FinishCommitted(cancellationToken);
        return null;
    }

    private void Decide(CommittedChange change, DirectoryChange plan)
    {
        root.State.CoreServer = plan.CoreServer ?? root.State.CoreServer;
        root.State.Locations = plan.Locations ?? root.State.Locations;
        root.State.Number = plan.Number;
        root.State.Committed.Add(change);
    }

    /// <summary>The change is decided.</summary>
    private void Follow(DirectoryChange plan)
    {
        _inProgress = null;
        _notice = plan.Notice;
        _accounts?.Follow(plan.Accounts);
        _places?.Follow(plan);
    }

    /// <summary>
    /// Nothing is decided, so it is discarded. Who took part is told, so that it holds nothing up; who cannot be told in time asks.
    /// </summary>
    private async Task Discard(CommittedChange change)
    {
        _inProgress = null;
        await Finish(change, isCommitted: false)
            .WaitAsync(ChangeOutcomes.AskPeriod, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task<Refusal?> Prepare(Guid change, DirectoryChange plan, CancellationToken cancellationToken)
    {
        Refusal? refusal = null;
        await InChunks(plan.Tenants, async tenant =>
        {
            var prepared = await Tenant(tenant.Key).Prepare(new TenantChange(change, plan.Number, tenant.Value), cancellationToken);
            plan.Epochs[tenant.Key] = prepared.Value;
            refusal ??= prepared.Refusal;
        });
        await InChunks(refusal is null ? plan.Shards : [], async shard =>
        {
            var prepared = await Shard(shard).Prepare(plan.ShardChange(change, shard), cancellationToken);
            refusal ??= prepared.Refusal;
        });
        return refusal;
    }

    private async Task Finish(CommittedChange change, bool isCommitted)
    {
        await InChunks(change.Tenants, tenant => Tenant(tenant).Finish(change.Change, isCommitted));
        await InChunks(change.AccountShards, shard => Shard(shard).Finish(change.Change, isCommitted));
    }

    /// <summary>One run at a time, for all who wait: what is decided is told and finished everywhere.</summary>
    private async Task FinishCommitted(CancellationToken cancellationToken)
    {
        while (root.State.Committed.Count > 0 && _inProgress is null)
        {
            if (_finish is not { IsCompleted: false })
            {
                _finish = FinishNow();
            }

            await _finish.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Tells the directory's number, so that it comes before what the participants will announce, has every participant finish, then
    /// forgets what was decided.
    /// </summary>
    private async Task FinishNow()
    {
        if (_announced != root.State.Number)
        {
            await Announce();
            _announced = root.State.Number;
        }

        foreach (var change in root.State.Committed)
        {
            await Finish(change, isCommitted: true);
        }

        await WriteRoot(root.State.Committed.Clear);
        _finishing?.Dispose();
        _finishing = null;
    }

    /// <summary>Writes follow each other, as a snapshot may have to make the core server while a change is being made.</summary>
    /// <param name="change">What is to be written: run when no other write is under way, which would be taken for one of it.</param>
    /// <param name="follow">Run in the turn in which it is known to be durable, before anybody else looks.</param>
    private async Task WriteRoot(Action change, Action? follow = null)
    {
        while (_writing is { IsCompleted: false } running)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (_writing is { IsCompletedSuccessfully: false })
        {
            // What is in memory may hold a change that was not decided: this activation is to write nothing any more.
            throw new TimeoutException("What is stored of the directory is not known; this activation ends.");
        }

        change();
        var written = Look();
        _writing = root.WriteOrDeactivate(this);
        await _writing;
        Show(written);
        follow?.Invoke();
    }

    /// <summary>A write that begins after this call, one for all who ask before it begins.</summary>
    private async Task WriteAfterNow()
    {
        if (_nextWrite is null)
        {
            var hasBegun = false;
            var write = WriteRoot(() =>
            {
                hasBegun = true;
                _nextWrite = null;
            });
            _nextWrite = hasBegun ? null : write;
            await write;
        }
        else
        {
            await _nextWrite;
        }
    }

    private static async Task InChunks<T>(IEnumerable<T> participants, Func<T, Task> call)
    {
        foreach (var chunk in participants.Chunk(CallsAtOnceMax))
        {
            await Task.WhenAll(chunk.Select(call));
        }
    }

    /// <summary>A copy of what is in memory.</summary>
    private (HashSet<Guid> Committed, DirectorySnapshot? Root) Look()
    {
        var state = root.State;
        return (
            [.. state.Committed.Select(change => change.Change)],
            state.CoreServer is { } coreServer ? new DirectorySnapshot(state.Number, coreServer, [.. state.Locations]) : null);
    }

    /// <summary>It is durable: what interleaves with a change looks only at that.</summary>
    private void Show((HashSet<Guid> Committed, DirectorySnapshot? Root) written) => (_committed, _durable) = written;

    private void FinishLater()
    {
        if (root.State.Committed.Count > 0)
        {
            _finishing ??= this.RegisterGrainTimer(FinishCommitted, FinishPeriod, FinishPeriod);
        }
    }
}
