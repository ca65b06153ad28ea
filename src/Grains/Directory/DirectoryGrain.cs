using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Publishing;

namespace EventPlatform.Grains.Directory;

// One change at a time: check whole -> participants prepare -> tenants hold -> one write of the root decides -> announce -> participants
// finish, which ends the hold -> the root forgets the change
internal sealed partial class DirectoryGrain(
    [PersistentState("directory", PlatformGrains.Storage)] IPersistentState<DirectoryState> root,
    SiloPublisher publisher,
    IIdSource ids,
    TimeProvider time) : Grain, IDirectoryGrain
{
    private const int PartitionsMax = 16;

    private Task? _start;

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
            await WriteRoot(() =>
            {
                state.Partitions = start.Partitions;
                state.CoreServer ??= NewCoreServer();
                state.AdminPasswordHash ??= start.AdminPasswordHash;
            });
        }

        return new PlatformStarted(state.CoreServer!, state.AdminPasswordHash, isAdopted);
    }

    public async Task<DirectorySnapshot> Snapshot(CancellationToken cancellationToken = default)
    {
        // A change that is decided is shown at once: its participants let nobody look at them before they have finished it.
        while (_durable is null)
        {
            if (_start is not { IsCompleted: false })
            {
                _start = MakeCoreServer();
            }

            await _start;
        }

        return _durable;
    }

    private Task MakeCoreServer() => WriteRoot(() => root.State.CoreServer ??= NewCoreServer());

    private CoreServer NewCoreServer()
    {
        // Its id is taken now, so what was read before is not the whole.
        _places = null;
        return new CoreServer(ids.NewId(), "default", "default");
    }

    private ITenantGrain Tenant(Guid tenant) => GrainFactory.GetGrain<ITenantGrain>(tenant);

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
