using EventPlatform.Contracts.Extensions;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Hub;

namespace EventPlatform.Gateway.Tests.Replica;

public sealed class ReplicaChangesTests
{
    private static readonly Guid Incarnation = new("eeeeeeee-0000-4000-8000-000000000001");
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly PendingSets _pending = new(Incarnation);
    private readonly RecordingDoor _door = new();
    private readonly ReplicaChanges _changes;

    public ReplicaChangesTests() => _changes = new ReplicaChanges(_store, _pending, [_door]);

    [Fact]
    public void Apply_NextNumber_ShowsTheChangeAndTheEvent()
    {
        Assert.Null(Apply(3, 8, 1));
        Assert.Equal("Lunch", _store.FindExtension(Samples.Extension)!.Status.Name);
        Assert.Equal(["20 Status Lunch"], _door.Told);
    }

    [Fact]
    public void Apply_NumberShownAlready_IsDropped()
    {
        Assert.Null(Apply(3, 7, 1));
        Assert.Empty(_door.Told);
        Assert.Equal("Available", _store.FindExtension(Samples.Extension)!.Status.Name);
    }

    [Fact]
    public void Apply_JumpOrNewEpochOrNewerDocument_AsksForTheTenant()
    {
        Assert.Equal(new Missing(ResyncCause.Jump, Samples.Tenant), Apply(3, 9, 1));
        Assert.Equal(new Missing(ResyncCause.Epoch, Samples.Tenant), Apply(4, 1, 1));
        var newer = Samples.Notice(3, 8, 1) with { DocumentVersion = 2 };
        Assert.Equal(new Missing(ResyncCause.Document, Samples.Tenant), _changes.Apply(newer, 0, default));
        Assert.Empty(_door.Told);
    }

    [Fact]
    public void Apply_OlderEpoch_AsksForAReload()
    {
        Assert.Equal(new Missing(ResyncCause.Epoch, Samples.Tenant, Samples.Extension), Apply(2, 99, 1));
    }

    [Fact]
    public void Apply_TenantOfALaterDocument_AsksForTheDirectory()
    {
        var notice = Samples.Notice(3, 8, 1) with { Tenant = Guid.Empty, DocumentVersion = 2 };
        Assert.Equal(new Missing(ResyncCause.Tenant, Tenant: null), _changes.Apply(notice, 0, default));
    }

    [Fact]
    public void Apply_TenantThatIsGone_IsDroppedAndItsSetterAnswered()
    {
        var set = _pending.Add(Guid.Empty, () => _door.Add("answer"));
        var origin = new ChangeOrigin(new GatewayRef("g", Incarnation), set.Request);
        Assert.Null(_changes.Apply(Samples.Notice(3, 8, 1, origin) with { Tenant = Guid.Empty }, 0, default));
        Assert.Equal(["answer"], _door.Told);
    }

    [Fact]
    public void Apply_OwnSet_AnswersBeforeTheEvent()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add($"answer {_store.FindExtension(Samples.Extension)!.Status.Name}"));
        Apply(3, 8, 1, new ChangeOrigin(new GatewayRef("g", Incarnation), set.Request));
        Assert.Equal(["answer Lunch", "20 Status Lunch"], _door.Told);
        Assert.True(set.Applied.IsCompletedSuccessfully);
    }

    [Fact]
    public void Apply_SetOfAnEarlierProcess_AnswersNobody()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        Apply(3, 8, 1, new ChangeOrigin(new GatewayRef("g", Guid.Empty), set.Request));
        Assert.Equal(["20 Status Lunch"], _door.Told);
    }

    [Fact]
    public void Apply_NumberAwaited_AnswersOnceItIsReached()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        set.Answer = new ExtensionSet(new ChangeNumber(3, 9), ExtensionFields.Status, 1);
        Apply(3, 8, 1);
        Assert.False(set.Applied.IsCompleted);
        Apply(3, 9, 0);
        Assert.Equal(["20 Status Lunch", "20 Status Available", "answer"], _door.Told);
    }

    [Fact]
    public void Replace_NewerTenant_ShowsWhatDiffers()
    {
        var old = _store.FindTenant(Samples.Tenant)!;
        var fresh = new TenantView(old.Id, old.Name, old.Location, Samples.Snapshot(new ChangeNumber(4, 1), status: 1));
        _changes.Replace(fresh, null, 0, default);
        Assert.Equal(["20 Status Lunch"], _door.Told);
        Assert.Same(_store.FindTenant(Samples.Tenant), _store.FindExtension(Samples.Extension)!.Tenant);
        Assert.Equal(_store.Locations[0].Tenants[0], _store.FindTenant(Samples.Tenant));
    }

    [Fact]
    public void Replace_ForAChangeOfOurs_AnswersBeforeTheEvent()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        var missing = Apply(4, 1, 1, new ChangeOrigin(new GatewayRef("g", Incarnation), set.Request))!;
        var old = _store.FindTenant(Samples.Tenant)!;
        var fresh = new TenantView(old.Id, old.Name, old.Location, Samples.Snapshot(new ChangeNumber(4, 1), status: 1));
        _changes.Replace(fresh, missing.Origin, 0, default);
        Assert.Equal(["answer", "20 Status Lunch"], _door.Told);
    }

    private Missing? Apply(long epoch, long sequence, int status, ChangeOrigin? origin = null) =>
        _changes.Apply(Samples.Notice(epoch, sequence, status, origin), 0, new EventPosition(0, 1, 1));
}
