using System.Collections.Immutable;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Hub;

namespace EventPlatform.Gateway.Tests.Replica;

/// <summary>The replica is at the directory's number 1: Berlin, Sales, Lunch, and the extensions 20 (at lunch), 300, 1000.</summary>
public sealed class DirectoryChangesTests
{
    private static readonly Guid Hamburg = new("cccccccc-0000-4000-8000-000000000002");
    private static readonly Guid Support = new("aaaaaaaa-0000-4000-8000-000000000002");
    private static readonly Guid Extra = new("bbbbbbbb-0000-4000-8000-000000000099");
    private static readonly Account Anna = Samples.Account(1, "anna", Samples.Extension);
    private static readonly Account Zoe = Samples.Account(2, "zoe", Extra);
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly PendingSets _pending = new(Guid.Empty);
    private readonly RecordingDoor _door = new();
    private readonly ReplicaChanges _changes;
    private long _number = 1;

    public DirectoryChangesTests()
    {
        _changes = new ReplicaChanges(_store, _pending, [_door]);
        Assert.Null(_changes.Apply(Samples.Notice(3, 8, 1), 0, default));
        Apply(new AccountsNotice([Anna], []));
        _door.Clear();
    }

    [Fact]
    public void Apply_Additions_AreToldParentsFirstAndShown()
    {
        Apply(
            new AccountsNotice([Zoe], []),
            Step(DirectoryDeltaKind.Added, PlaceKind.Location, null, Hamburg, "Hamburg"),
            Step(DirectoryDeltaKind.Added, PlaceKind.Tenant, Hamburg, Support, "Support") with { Epoch = 4 },
            Status(DirectoryDeltaKind.Added, Support, 0, "Available"),
            Status(DirectoryDeltaKind.Added, Support, 1, "Busy"),
            Extension(DirectoryDeltaKind.Added, Support, Extra, "99") with { State = new ExtensionState(1, "here", 5_000) });
        Assert.Equal(
            ["Location Added Hamburg/Hamburg", "Tenant Added Hamburg/Support/Support", "Status Added Hamburg/Support/Busy",
                "Extension Added Hamburg/Support/99 of zoe"],
            _door.Told);
        var tenant = _store.FindLocation("Hamburg")!.FindTenant("Support")!;
        Assert.Equal(["Available", "Busy"], tenant.Statuses.Select(status => status.Name));
        Assert.Equal((new ChangeNumber(4, 0), _number), (tenant.Number, tenant.DocumentVersion));
        var extension = _store.FindExtension(Extra)!;
        Assert.Equal(("99", "Busy"), (extension.Number, extension.Status.Name));
        Assert.Equal(("here", 5_000), (extension.State.Note, extension.State.ReturnTime));
    }

    [Fact]
    public void Apply_AddedExtension_HasItsPlaceByNumber()
    {
        Apply(null, Extension(DirectoryDeltaKind.Added, Samples.Tenant, Extra, "99"));
        Assert.Equal(["20", "99", "300", "1000"], Tenant.Extensions().Select(extension => extension.Number));
        Assert.Equal("Lunch", _store.FindExtension(Samples.Extension)!.Status.Name);
    }

    [Fact]
    public void Apply_Renames_AreToldWithTheNamesValidThen()
    {
        Apply(
            null,
            Step(DirectoryDeltaKind.Renamed, PlaceKind.Location, null, Samples.Location, "Bonn"),
            Step(DirectoryDeltaKind.Renamed, PlaceKind.Tenant, Samples.Location, Samples.Tenant, "Service"),
            Status(DirectoryDeltaKind.Renamed, Samples.Tenant, 1, "Meal"),
            Extension(DirectoryDeltaKind.Renamed, Samples.Tenant, Samples.Extension, "2000"));
        Assert.Equal(
            ["Location Renamed Bonn/Berlin/Bonn", "Tenant Renamed Bonn/Service/Sales/Service", "Status Renamed Bonn/Service/Lunch/Meal",
                "Extension Renamed Bonn/Service/20/2000 of anna"],
            _door.Told);
        Assert.Equal(["300", "1000", "2000"], Tenant.Extensions().Select(extension => extension.Number));
        var extension = _store.FindExtension(Samples.Extension)!;
        Assert.Equal(("Bonn", "Service", "Meal"), (extension.Tenant.Location.Name, extension.Tenant.Name, extension.Status.Name));
        Assert.Same(_store.Locations[0].Tenants[0], extension.Tenant);
    }

    [Fact]
    public void Apply_StatusInUseIsRemoved_ItsExtensionsAreAvailable()
    {
        Apply(null, Status(DirectoryDeltaKind.Removed, Samples.Tenant, 1, "Lunch"));
        Assert.Equal(["Status Removed Berlin/Sales/Lunch", "20 Status Available"], _door.Told);
        Assert.Equal(0, _store.FindExtension(Samples.Extension)!.State.Status);
    }

    [Fact]
    public void Apply_ExtensionIsRemoved_IsToldWithTheAccountItHad()
    {
        Apply(
            new AccountsNotice([Anna with { ExtensionId = null }], []),
            Extension(DirectoryDeltaKind.Removed, Samples.Tenant, Samples.Extension, "20"));
        Assert.Equal(["Extension Removed Berlin/Sales/20 of anna"], _door.Told);
        Assert.Null(_store.FindExtension(Samples.Extension));
        Assert.Null(_store.FindAccount("anna")!.ExtensionId);
    }

    [Fact]
    public void Apply_LocationIsRemoved_EverythingBelowIsGoneAndWhoWaitsIsAnswered()
    {
        var set = _pending.Add(Samples.Tenant, null);
        set.Answer = new ExtensionSet(new ChangeNumber(3, 99), ExtensionFields.Note, 1);
        Apply(null, Step(DirectoryDeltaKind.Removed, PlaceKind.Location, null, Samples.Location, "Berlin"));
        Assert.Equal(["Location Removed Berlin/Berlin"], _door.Told);
        Assert.Empty(_store.Locations);
        Assert.Null(_store.FindTenant(Samples.Tenant));
        Assert.Null(_store.FindExtension(Samples.Extension));
        Assert.True(set.Applied.IsCompletedSuccessfully);
    }

    [Fact]
    public void Apply_RemovedAndAddedUnderTheSameName_AreTwoPlaces()
    {
        Apply(
            null,
            Extension(DirectoryDeltaKind.Removed, Samples.Tenant, Samples.Extension, "20"),
            Extension(DirectoryDeltaKind.Added, Samples.Tenant, Extra, "20"));
        Assert.Equal(["Extension Removed Berlin/Sales/20 of anna", "Extension Added Berlin/Sales/20"], _door.Told);
        Assert.Equal("Available", Tenant.FindExtension("20")!.Status.Name);
    }

    [Fact]
    public void Apply_GivenStateAndNewDetail_TellOnlyTheFieldsThatChanged()
    {
        Apply(
            null,
            Extension(DirectoryDeltaKind.Altered, Samples.Tenant, Samples.Extension, "20") with { Values = new PlaceValues("20", "Ann") },
            Extension(DirectoryDeltaKind.Given, Samples.Tenant, Samples.Extension, "20") with
            {
                Values = new PlaceValues("20", "Ann"),
                State = new ExtensionState(1, "back", -1),
            });
        Assert.Equal(["20 Note Lunch"], _door.Told);
        Assert.Equal("Ann", _store.FindExtension(Samples.Extension)!.DisplayName);
    }

    [Fact]
    public void Apply_TenantShowsTheChangeAlready_TellsNothingOfItTwice()
    {
        var fetched = Tenant.Look() with { DocumentVersion = 3, Statuses = Tenant.Statuses.RemoveAt(1) };
        _changes.Replace(new TenantView(Samples.Tenant, "Sales", Tenant.Location, fetched), null, 0, default);
        Assert.Equal(["Status Removed Berlin/Sales/Lunch", "20 Status Available"], _door.Told);
        _door.Clear();
        Apply(
            null,
            Step(DirectoryDeltaKind.Renamed, PlaceKind.Tenant, Samples.Location, Samples.Tenant, "Service"),
            Status(DirectoryDeltaKind.Removed, Samples.Tenant, 1, "Lunch"));
        Assert.Equal(["Tenant Renamed Berlin/Service/Sales/Service"], _door.Told);
    }

    [Fact]
    public void Apply_WhoChangedTheDirectory_IsAnsweredAfterTheEvents()
    {
        var wait = _store.DirectoryWaits.Add(3);
        _door.WhenTold = () => Assert.False(wait.Task.IsCompleted);
        Apply(null, Status(DirectoryDeltaKind.Removed, Samples.Tenant, 1, "Lunch"));
        Assert.True(wait.Task.IsCompletedSuccessfully);
        Assert.Equal(2, _door.Told.Count);
    }

    [Fact]
    public void Apply_SetThatWaitsForTheDocument_IsAnsweredWhenItIsShown()
    {
        var set = _pending.Add(Samples.Tenant, () => _door.Add("answer"));
        set.Answer = new ExtensionSet(new ChangeNumber(3, 8), ExtensionFields.None, 3);
        _pending.Reached(Tenant);
        Assert.Empty(_door.Told);
        Apply(null, Status(DirectoryDeltaKind.Removed, Samples.Tenant, 1, "Lunch"));
        Assert.Equal(["answer", "Status Removed Berlin/Sales/Lunch", "20 Status Available"], _door.Told);
    }

    [Fact]
    public void Apply_CoreServer_IsShown()
    {
        var renamed = _store.CoreServer with { Slug = "main" };
        Assert.Null(_changes.Apply(new DirectoryNotice(3, new AccountsNotice([], []), [], renamed), 0, default));
        Assert.Equal(("main", 3), (_store.CoreServer.Slug, _store.DirectoryNumber));
        Assert.Equal("anna", _store.AccountOf(Samples.Extension)?.Username);
    }

    [Fact]
    public void Replace_Directory_TellsWhatDiffersInTheOrderOfOneChange()
    {
        var before = _store.Locations[0];
        var berlin = new LocationView(before.Id, "Bonn");
        var look = Tenant.Look();
        var fetched = new TenantSnapshot(
            new ChangeNumber(4, 1),
            5,
            [look.Statuses[0], new StatusEntry(2, Samples.StatusId(2), "Busy", "away")],
            [
                look.Extensions[0],
                look.Extensions[1] with { Number = "301" },
                new ExtensionEntry(Extra, "99", "Zoe", ExtensionState.Initial),
            ]);
        berlin.Tenants = [new TenantView(Samples.Tenant, "Sales", berlin, fetched)];
        var hamburg = new LocationView(Hamburg, "Hamburg");
        ImmutableArray<ExtensionEntry> added =
        [
            look.Extensions[1] with { Id = Anna.Id, Rank = 1 },
            look.Extensions[2] with { Id = Zoe.Id },
        ];
        hamburg.Tenants = [new TenantView(Support, "Support", hamburg, fetched with { Extensions = added })];

        var count = _changes.Replace(new DirectorySnapshot(9, _store.CoreServer, []), [berlin, hamburg], [Anna, Zoe], null, 0, default);
        Assert.Equal(
            ["Status Removed Berlin/Sales/Lunch", "Extension Removed Berlin/Sales/1000", "Location Renamed Bonn/Berlin/Bonn",
                "Extension Renamed Bonn/Sales/300/301", "Status Added Bonn/Sales/Busy", "Extension Added Bonn/Sales/99 of zoe",
                "Location Added Hamburg/Hamburg", "Tenant Added Hamburg/Support/Support", "Status Added Hamburg/Support/Busy",
                "Extension Added Hamburg/Support/1000", "Extension Added Hamburg/Support/300", "20 Status Available"],
            _door.Told);
        Assert.Equal((12, 9), (count, _store.DirectoryNumber));
        Assert.Equal("301", Tenant.FindExtension(look.Extensions[1].Id)!.Number);
    }

    [Fact]
    public void Replace_TenantThatWentAndCameBackElsewhere_TellsNoFields()
    {
        var hamburg = new LocationView(Hamburg, "Hamburg");
        var moved = Tenant.Look();
        moved = moved with { Extensions = [moved.Extensions[0] with { State = ExtensionState.Initial }] };
        hamburg.Tenants = [new TenantView(Samples.Tenant, "Sales", hamburg, moved)];
        _changes.Replace(new DirectorySnapshot(9, _store.CoreServer, []), [hamburg], [Anna], null, 0, default);
        Assert.Equal("Location Removed Berlin/Berlin", _door.Told[0]);
        Assert.DoesNotContain("20 Status Available", _door.Told);
        Assert.Same(hamburg.Tenants[0], _store.FindExtension(Samples.Extension)!.Tenant);
    }

    [Fact]
    public void Replace_FirstLoad_TellsNothing()
    {
        var store = new ReplicaStore();
        var changes = new ReplicaChanges(store, _pending, [_door]);
        changes.Replace(new DirectorySnapshot(9, _store.CoreServer, []), _store.Locations, [Anna], null, 0, default);
        Assert.Empty(_door.Told);
        Assert.Equal("20", store.FindExtension(Samples.Extension)!.Number);
    }

    private TenantView Tenant => _store.FindTenant(Samples.Tenant)!;

    private static DirectoryDelta Step(DirectoryDeltaKind kind, PlaceKind place, Guid? parent, Guid id, string name) =>
        new(kind, place, parent, id, new PlaceValues(name));

    private static DirectoryDelta Extension(DirectoryDeltaKind kind, Guid tenant, Guid id, string number) =>
        new(kind, PlaceKind.Extension, tenant, id, new PlaceValues(number, number));

    /// <summary>Statuses of the sample are known by their numbers.</summary>
    private static DirectoryDelta Status(DirectoryDeltaKind kind, Guid tenant, int number, string name) =>
        new(kind, PlaceKind.Status, tenant, Samples.StatusId(number), new PlaceValues(name, "away"), number);

    private void Apply(AccountsNotice? accounts, params ImmutableArray<DirectoryDelta> steps) =>
        Assert.Null(_changes.Apply(new DirectoryNotice(++_number, accounts ?? new AccountsNotice([], []), steps), 0, default));
}
