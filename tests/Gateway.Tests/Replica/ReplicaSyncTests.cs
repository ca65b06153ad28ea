using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Replica;

public sealed class ReplicaSyncTests
{
    private static readonly Guid Incarnation = new("eeeeeeee-0000-4000-8000-000000000001");
    private readonly ManualTimeProvider _time = new();
    private readonly FakeTenant _tenant = new() { Number = new ChangeNumber(3, 8) };
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly PendingSets _pending = new(Incarnation);
    private readonly RecordingDoor _door = new();
    private readonly ReplicaChanges _changes;
    private readonly ReplicaSync _sync;

    public ReplicaSyncTests()
    {
        var grains = FakeGrains.With((typeof(IDirectoryGrain), 0L, new FakeDirectory()), (typeof(ITenantGrain), Samples.Tenant, _tenant));
        _changes = new ReplicaChanges(_store, _pending, [_door]);
        _sync = new ReplicaSync(grains, _store, _changes, TestMetrics.New(), _time, NullLogger<ReplicaSync>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CheckIfDue_ChangeIsStillOnItsWay_ItsSetterIsAnsweredBeforeItsEvent()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        _time.Advance(TimeSpan.FromSeconds(15));
        await _sync.CheckIfDue(Cancel);
        _changes.Apply(Samples.Notice(3, 8, 1, new ChangeOrigin(new GatewayRef("g", Incarnation), set.Request)), 0, default);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _sync.CheckIfDue(Cancel);
        Assert.Equal(["answer", "20 Status Lunch"], _door.Told);
        Assert.Equal(0, _tenant.Snapshots);
    }

    [Fact]
    public async Task CheckIfDue_ChangeNeverComes_IsFetchedALittleLater()
    {
        _sync.CheckSoon();
        await _sync.CheckIfDue(Cancel);
        await _sync.CheckIfDue(Cancel);
        Assert.Empty(_door.Told);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        await _sync.CheckIfDue(Cancel);
        Assert.Equal(["20 Status Lunch"], _door.Told);
        Assert.Equal(new ChangeNumber(3, 8), _store.FindTenant(Samples.Tenant)!.Number);
    }
}
