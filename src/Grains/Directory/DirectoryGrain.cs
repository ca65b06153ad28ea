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
        if (root.State.Locations.Count > 0 || (await ReadAccounts(cancellationToken)).Count > 0)
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

        var change = new DirectoryChange(number)
        {
            Locations = plan.Value.Locations,
            Tenants = plan.Value.Tenants,
            Put = plan.Value.Accounts,
        };
        return await Change(change, cancellationToken) is { } refusal ? refusal : new DirectoryNumber(number);
    }

    public async Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default)
    {
        await FinishCommitted(cancellationToken);
        if (root.State.CoreServer is null)
        {
            root.State.CoreServer = NewCoreServer();
            await root.WriteOrDeactivate(this);
        }

        return new DirectorySnapshot(root.State.Number, root.State.CoreServer, [.. root.State.Locations]);
    }

    private CoreServer NewCoreServer() => new(ids.NewId(), "default", "default");

    private IAccountsGrain Shard(int shard) => GrainFactory.GetGrain<IAccountsGrain>(shard);

    private async Task Announce()
    {
        // What an earlier activation decided is not known here: replicas fetch it.
        var notice = _notice?.Number == root.State.Number ? _notice : new DirectoryNotice(root.State.Number, null);
        if (!await publisher.PublishDirectory(notice, time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            throw new TimeoutException("The stream has not accepted the directory's change in time.");
        }
    }
}
