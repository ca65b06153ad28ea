using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Replica;

public sealed class ReplicaSyncTests
{
    private static readonly Guid Incarnation = new("eeeeeeee-0000-4000-8000-000000000001");
    private readonly ManualTimeProvider _time = new();
    private readonly FakeDirectory _directory = new();
    private readonly FakeTenant _tenant = new() { Number = new ChangeNumber(3, 8) };
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly PendingSets _pending = new(Incarnation);
    private readonly RecordingDoor _door = new();
    private readonly ReplicaChanges _changes;
    private readonly ReplicaSync _sync;

    public ReplicaSyncTests()
    {
        var grains = FakeGrains.With((typeof(IDirectoryGrain), 0L, _directory), (typeof(ITenantGrain), Samples.Tenant, _tenant));
        _changes = new ReplicaChanges(_store, _pending, [_door]);
        _sync = new ReplicaSync(grains, _store, _changes, TestMetrics.New(), _time, NullLogger<ReplicaSync>.Instance);
    }

    private static EventPosition Here => new(0, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CheckIfDue_ChangeIsStillOnItsWay_ItsSetterIsAnsweredBeforeItsEvent()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        _time.Advance(TimeSpan.FromSeconds(15));
        await _sync.CheckIfDue(Here, Cancel);
        _changes.Apply(Samples.Notice(3, 8, 1, new ChangeOrigin(new GatewayRef("g", Incarnation), set.Request)), 0, default);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Equal(["answer", "20 Status Lunch"], _door.Told);
        Assert.Equal(0, _tenant.Snapshots);
    }

    [Fact]
    public async Task CheckIfDue_ChangeNeverComes_IsFetchedALittleLater()
    {
        _sync.CheckSoon();
        await _sync.CheckIfDue(Here, Cancel);
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Empty(_door.Told);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Equal(["20 Status Lunch"], _door.Told);
        Assert.Equal(["alone after 1"], _door.Places);
        Assert.Equal(new ChangeNumber(3, 8), _store.FindTenant(Samples.Tenant)!.Number);
    }

    [Fact]
    public async Task CheckIfDue_ChangeOfAccountsNeverComes_IsFetchedAfter15SecondsAndALittle()
    {
        var changes = 0;
        _store.AccountsChanged += () => changes++;
        _directory.Number = 2;
        _directory.All = [Samples.Account(1, "zoe", Samples.Extension)];
        _time.Advance(TimeSpan.FromSeconds(14.9));
        await _sync.CheckIfDue(Here, Cancel);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Empty(_store.Accounts);

        _time.Advance(TimeSpan.FromMilliseconds(500));
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Equal("zoe", Assert.Single(_store.Accounts).Username);
        Assert.Equal((2, 1), (_store.DirectoryNumber, changes));
    }

    [Fact]
    public async Task CheckIfDue_ChangeOfAccountsIsStillOnItsWay_NothingIsFetched()
    {
        _directory.Number = 2;
        _time.Advance(TimeSpan.FromSeconds(15));
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Null(_changes.Apply(new DirectoryNotice(2, new AccountsNotice([Samples.Account(1, "zoe")], []), []), 0, default));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _sync.CheckIfDue(Here, Cancel);
        Assert.Equal(0, _directory.Loads);
        Assert.Equal("zoe", Assert.Single(_store.Accounts).Username);
    }

    [Fact]
    public async Task Load_ReplicaHasMissedSets_ShowsThemAsEventsAndAnswersTheirSetters()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        set.Answer = new ExtensionSet(_tenant.Number, ExtensionFields.Status, 1);
        await _sync.Load(Cancel);
        Assert.Equal(["answer", "20 Status Lunch"], _door.Told);
    }

    [Fact]
    public async Task Load_AccountsAreAheadOfTheRoot_ChangesThatLeadThereMayComeAgain()
    {
        _directory.AccountsNumber = 4;
        _directory.All = [Samples.Account(3, "zoe", Samples.Extension)];
        await _sync.Load(Cancel);
        Assert.Equal(1, _store.DirectoryNumber);

        // 2: another one had name and extension; 3: it is removed; 4: there is the one that was loaded.
        var other = Samples.Account(2, "zoe", Samples.Extension);
        Assert.Null(_changes.Apply(new DirectoryNotice(2, new AccountsNotice([other], []), []), 0, default));
        Assert.Null(_changes.Apply(new DirectoryNotice(3, new AccountsNotice([], [Samples.AccountId(2)]), []), 0, default));
        Assert.Null(_changes.Apply(new DirectoryNotice(4, new AccountsNotice(_directory.All, []), []), 0, default));
        Assert.Equal(_directory.All, _store.Accounts);
        Assert.Equal(Samples.AccountId(3), _store.FindAccount("zoe")?.Id);
        Assert.Equal(Samples.AccountId(3), _store.AccountOf(Samples.Extension)?.Id);
        Assert.Null(_store.FindAccount(Samples.AccountId(2)));
    }
}
