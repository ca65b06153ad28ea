using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Grains.Publishing;

namespace EventPlatform.Grains.Directory;

// One change at a time: check whole -> participants prepare -> one write of the root decides -> participants finish -> announce.
internal sealed partial class DirectoryGrain(
    [PersistentState("directory", PlatformGrains.Storage)] IPersistentState<DirectoryState> root,
    SiloPublisher publisher,
    IIdSource ids,
    TimeProvider time) : Grain, IDirectoryGrain
{
    private const int PartitionsMax = 16;

    public async Task<Outcome<PlatformStarted>> Start(PlatformStart start, CancellationToken cancellationToken = default)
    {
        var state = root.State;
        if (start.Partitions is < 1 or > PartitionsMax)
        {
            return new Refusal(RefusalKind.Invalid, "Events:Partitions", $"must be 1 to {PartitionsMax}");
        }

        if (state.Partitions != 0 && state.Partitions != start.Partitions)
        {
            var reason = $"is {start.Partitions}; the first start fixed it at {state.Partitions}";
            return new Refusal(RefusalKind.Conflict, "Events:Partitions", reason);
        }

        var isAdopted = state.AdminPasswordHash is null && start.AdminPasswordHash is not null;
        if (state.Partitions == 0 || state.CoreServer is null || isAdopted)
        {
            state.Partitions = start.Partitions;
            state.CoreServer ??= NewCoreServer();
            state.AdminPasswordHash ??= start.AdminPasswordHash;
            await root.WriteOrDeactivate(this);
        }

        return new PlatformStarted(state.CoreServer, state.AdminPasswordHash, isAdopted);
    }

    public async Task<Outcome<DirectoryNumber>> Seed(DirectoryDocument document, CancellationToken cancellationToken = default)
    {
        await FinishCommitted(cancellationToken);
        if (root.State.Locations.Count > 0 || await HasAccounts(cancellationToken))
        {
            return new DirectoryNumber(root.State.Number);
        }

        var number = root.State.Number + 1;
        var plan = SeedPlanner.Plan(document, number, ids);
        if (!plan.IsOk)
        {
            return plan.Refusal;
        }

        if (plan.Value.Locations.Count == 0 && plan.Value.Accounts.Count == 0)
        {
            return new DirectoryNumber(root.State.Number);
        }

        if (await Change(plan.Value, number, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return new DirectoryNumber(number);
    }

    public async Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default)
    {
        if (root.State.CoreServer is null)
        {
            root.State.CoreServer = NewCoreServer();
            await root.WriteOrDeactivate(this);
        }

        return new DirectorySnapshot(root.State.Number, root.State.CoreServer, [.. root.State.Locations]);
    }

    private CoreServer NewCoreServer() => new(ids.NewId(), "default", "default");

    private async Task<bool> HasAccounts(CancellationToken cancellationToken)
    {
        var shards = Enumerable.Range(0, AccountShards.Count).Select(shard => Shard(shard).List(cancellationToken));
        var lists = await Task.WhenAll(shards);
        return lists.Any(list => !list.Accounts.IsEmpty);
    }

    private IAccountsGrain Shard(int shard) => GrainFactory.GetGrain<IAccountsGrain>(shard);

    private async Task Announce()
    {
        var notice = new DirectoryNotice(root.State.Number);
        if (!await publisher.PublishDirectory(notice, time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            throw new TimeoutException("The stream has not accepted the directory's change in time.");
        }
    }
}
