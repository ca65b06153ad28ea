using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>What an import does to lists: which object an element is, what goes, what stays, and in which order.</summary>
public sealed class ImportListsTests : IAsyncLifetime
{
    private AccountWorld _world = null!;
    private DirectoryDocument _before = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountWorld.Start();
        _before = await _world.Export();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Import_WhatIsThere_ChangesNothingAndHasNoNumber()
    {
        var number = await _world.Number();
        var report = await Import(_before);
        Assert.Equal(number, report.Number);
        Assert.Empty(report.Changes);
        Assert.Equal(number, await _world.Number());
        Assert.Equal(_before.Text(), (await _world.Export()).Text());
    }

    [Fact]
    public async Task Import_AbsentLists_LeaveWhatIsThere()
    {
        await Unchanged(new DirectoryDocument(null, null));
        await Unchanged(_before with { Users = null });
        await Unchanged(_before with { Locations = null });
        await Unchanged(_before.Locations(all => [all[0] with { Tenants = null }]));
        await Unchanged(_before.Sales(tenant => tenant with { Statuses = null }));
        await Unchanged(_before.Sales(tenant => tenant with { Extensions = null }));
    }

    [Fact]
    public async Task Import_AbsentIds_AreFoundByName()
    {
        var location = _before.Locations!.Value[0];
        var nameless = _before with
        {
            Locations =
            [
                location with
                {
                    Id = null,
                    Tenants =
                    [
                        .. location.Tenants!.Value.Select(tenant => tenant with
                        {
                            Id = null,
                            Statuses = [.. tenant.Statuses!.Value.Select(status => status with { Id = null })],
                            Extensions = [.. tenant.Extensions!.Value.Select(extension => extension with { Id = null })],
                        }),
                    ],
                },
            ],
            Users = [.. _before.Users!.Value.Select(user => user with { Id = null })],
        };
        await Unchanged(nameless);
    }

    [Fact]
    public async Task Import_AbsentMembers_KeepTheirValues()
    {
        await _world.Change(PlaceKind.Extension, _world.Sales(), _world.Extensions[1], null, "Mike");
        _before = await _world.Export();
        await Unchanged(_before.Extension("300", one => new ExtensionDocument(one.Id, "300", null, null, null, null)));
        await Unchanged(_before.User("mikey", one => new UserDocument(one.Id, "mikey", null, null, null, false, null, null)));
    }

    [Fact]
    public async Task Import_EmptyLists_RemoveEverything()
    {
        var report = await Import(new DirectoryDocument([], []));
        Assert.Equal((new ImportCounts(1, 0, 0, 0, 2), 3), (report.Removed, report.Changes.Length));
        Assert.Equal("", (await _world.Export()).Text());
    }

    [Fact]
    public async Task Import_ListsThatLackSomething_RemoveThat()
    {
        await Becomes(_before.Extensions(all => all.RemoveAll(one => one.Number == "20")));
        await Becomes(_before.Statuses(all => [all[0]]).Extension("300", one => one with { Status = "Available" }));
        await Becomes(_before.Tenants(all => all.RemoveAt(1)));
        await Becomes(_before.Users(all => all.RemoveAll(one => one.Username == "anna")));
    }

    [Fact]
    public async Task Import_AvailableNotListed_StaysFirst()
    {
        await Unchanged(_before.Statuses(all => all.RemoveAt(0)));
        await Unchanged(_before.Statuses(all => [all[1], all[0]]));
        await Unchanged(_before.Statuses(all => [all[1], new StatusDocument(null, "Available", "available")]));
    }

    [Fact]
    public async Task Import_NewTenantWithoutStatuses_HasAvailable()
    {
        await Import(_before.Tenants(all => all.Add(new TenantDocument(null, "Board", null, [Documents.Extension("1")]))));
        var board = (await _world.Export()).Locations!.Value[0].Tenants!.Value[2];
        Assert.Equal(["Available"], board.Statuses!.Value.Select(status => status.Name));
        Assert.Equal("Available", Assert.Single(board.Extensions!.Value).Status);
    }

    [Fact]
    public async Task Import_AnotherIdOfTheSameName_IsAnotherObject()
    {
        var other = TestIds.New();
        var report = await Import(_before
            .Statuses(all => [all[0], all[1] with { Id = other }])
            .Extension("300", one => one with { Status = null }));
        Assert.Equal((1, 1, 0), (report.Added.Statuses, report.Removed.Statuses, report.Renamed.Statuses));
        var tenant = await _world.Tenant(_world.Sales());
        Assert.Equal([(0, "Available"), (2, "Lunch")], tenant.Statuses.Select(status => (status.Number, status.Name)));
        Assert.Equal(0, tenant.Extensions.Single(one => one.Number == "300").State.Status);
    }

    [Fact]
    public async Task Import_NamesAreSwapped_OnlyRenames()
    {
        var swapped = _before
            .Tenants(all => [all[0] with { Name = "Support" }, all[1] with { Name = "Sales" }])
            .Extension("20", one => one with { Number = "x" })
            .Extension("300", one => one with { Number = "20" })
            .Extension("x", one => one with { Number = "300" })
            .User("anna", one => one with { Username = "x" })
            .User("mikey", one => one with { Username = "anna" })
            .User("x", one => one with { Username = "mikey" });
        var report = await Import(swapped);
        Assert.Equal(new ImportCounts(0, 2, 0, 2, 2), report.Renamed);
        Assert.Equal(6, report.Changes.Length);
        Assert.Equal(["Support", "Sales"], (await _world.Directory.Snapshot()).Locations[0].Tenants.Select(tenant => tenant.Name));
        Assert.Equal("back soon", (await _world.Tenant(_world.Sales())).Extensions.Single(one => one.Number == "20").State.Note);
        Assert.Equal(_world.Extensions[1], (await _world.Find("anna"))!.Account.ExtensionId);
    }

    [Fact]
    public async Task Import_NameThatARenameFrees_IsForANewObject()
    {
        var lunch = await _world.Status("Lunch");
        var report = await Import(_before
            .Statuses(all => [all[0], new StatusDocument(null, "Lunch", "xa"), all[1] with { Name = "Siesta" }])
            .Extension("300", one => one with { Status = null }));
        Assert.Equal((1, 1, 0), (report.Added.Statuses, report.Renamed.Statuses, report.Removed.Statuses));
        var tenant = await _world.Tenant(_world.Sales());
        Assert.Equal(["Available", "Siesta", "Lunch"], tenant.Statuses.Select(status => status.Name));
        Assert.Equal(lunch, tenant.Statuses[1].Id);
        Assert.Equal(1, tenant.Extensions.Single(one => one.Number == "300").State.Status);
    }

    [Fact]
    public async Task Import_NewObjects_AreBehindWhatIsThereInTheDocumentsOrder()
    {
        await Import(_before
            .Statuses(all => [Documents.Status("b"), all[1], Documents.Status("a"), all[0]])
            .Tenants(all => [Documents.Tenant("Zoo", []), all[1], Documents.Tenant("Board", []), all[0]])
            .Locations(all => [Documents.Location("Rome"), all[0], Documents.Location("Oslo")]));
        var root = await _world.Directory.Snapshot();
        Assert.Equal(["Berlin", "Rome", "Oslo"], root.Locations.Select(location => location.Name));
        Assert.Equal(["Sales", "Support", "Zoo", "Board"], root.Locations[0].Tenants.Select(tenant => tenant.Name));
        Assert.Equal(["Available", "Lunch", "b", "a"], (await _world.Tenant(_world.Sales())).Statuses.Select(status => status.Name));
    }

    [Fact]
    public async Task Import_OfEverything_IsToldInOrder()
    {
        await _world.Add(PlaceKind.Status, _world.Sales(), "Gone", "away");
        _before = await _world.Export();
        var board = new TenantDocument(
            null,
            "Board",
            [Documents.Status("Away"), Documents.Status("Available", "available")],
            [Documents.Extension("2"), Documents.Extension("1")]);
        var tail = await LogTail.FromNow(_world.Cluster);
        await Import(_before
            .Extension("1000", one => one with { DisplayName = "Boss" })
            .Extension("300", one => one with { Number = "301", Note = "given", DisplayName = "Mike" })
            .Extensions(all => all.RemoveAll(one => one.Number == "20").Insert(0, Documents.Extension("5")))
            .Statuses(all => [all[0], all[1]])
            .Tenants(all => [board, all[0]])
            .Locations(all =>
                [Documents.Location("Oslo", Documents.Tenant("North", [])), all[0] with { Name = "Bonn" }, Documents.Location("Rome")]));
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal(
            [
                "Removed Tenant Support", "Removed Status Gone", "Removed Extension 20",
                "Renamed Location Bonn", "Renamed Extension 301",
                "Added Location Oslo", "Added Tenant North", "Added Status Available",
                "Added Tenant Board", "Added Status Available", "Added Status Away", "Added Extension 2", "Added Extension 1",
                "Added Extension 5",
                "Added Location Rome",
                "Altered Extension 1000",
                "Given Extension 301",
            ],
            notice.Places!.Value.Select(delta => $"{delta.Kind} {delta.Place} {delta.Values.Name}"));
    }

    [Fact]
    public async Task Import_MoreThanABlockHolds_IsToldByItsNumberAlone()
    {
        var many = Enumerable.Range(0, 1_600).Select(number => Documents.Extension($"9{number}"));
        var tail = await LogTail.FromNow(_world.Cluster);
        var report = await Import(_before.Extensions(all => all.AddRange(many)));
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal((report.Number, null, null), (notice.Number, notice.Places?.Length, notice.Accounts));
        Assert.Equal((1_600, ImportReport.ChangesMax), (report.Added.Extensions, report.Changes.Length));
    }

    private async Task<ImportReport> Import(DirectoryDocument document)
    {
        var report = await _world.Import(document);
        Assert.True(report.IsOk, $"{report.Refusal}");
        return report.Value;
    }

    private async Task Unchanged(DirectoryDocument document)
    {
        var number = await _world.Number();
        var report = await Import(document);
        Assert.Equal((number, ""), (report.Number, string.Join(' ', report.Changes)));
        Assert.Equal(_before.Text(), (await _world.Export()).Text());
    }

    private async Task Becomes(DirectoryDocument document)
    {
        Assert.Equal(ImportChangeKind.Removed, (await Import(document)).Changes[0].Change);
        Assert.Equal(document.Text(), (await _world.Export()).Text());
        await Import(_before);
        Assert.Equal(_before.Text(), (await _world.Export()).Text());
    }
}
