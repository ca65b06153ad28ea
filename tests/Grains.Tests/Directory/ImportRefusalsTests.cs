using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>Documents that do not fit what is there; what is wrong in any store is in <see cref="ImportPlannerTests"/>.</summary>
public sealed class ImportRefusalsTests : IAsyncLifetime
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
    public async Task Import_IdOfAnotherKindOrParent_IsRefused()
    {
        var (berlin, anna) = (await _world.Berlin(), (await _world.Find("anna"))!.Account.Id);
        var root = (await _world.Directory.Snapshot()).CoreServer.Id;
        await Refused(
            "locations[1].id",
            "is another object's",
            _before.Locations(all => [all[0] with { Tenants = [] }, new(_world.Sales(), "Rome", null)]));
        await Refused("locations[1].id", "is another object's", _before.Locations(all => all.Add(new(anna, "Rome", null))));
        await Refused("locations[1].id", "is another object's", _before.Locations(all => all.Add(new(root, "Rome", null))));
        await Refused(
            "locations[1].tenants[0].id",
            "is another object's",
            _before.Locations(all => [all[0] with { Tenants = [] }, Documents.Location("Rome", all[0].Tenants!.Value[0])]));
        await Refused(
            "locations[0].tenants[1].extensions[0].id",
            "is another object's",
            _before.Tenants(all => [all[0] with { Extensions = [] }, all[1] with { Extensions = [all[0].Extensions!.Value[0]] }]));
        await Refused(
            "locations[0].tenants[1].statuses[0].id",
            "is another object's",
            _before.Tenants(all => [all[0] with { Statuses = null }, all[1] with { Statuses = [all[0].Statuses!.Value[1]] }]));
        await Refused(
            "users[2].id",
            "is another object's",
            (_before with { Locations = null }).Users(all => all.Add(Documents.User("zoe") with { Id = berlin })));
        await Refused("locations[1].id", "is used twice", _before.Locations(all => all.Add(all[0] with { Name = "Rome", Tenants = null })));
    }

    [Fact]
    public async Task Import_AnotherAvailable_IsRefused()
    {
        const string Path = "locations[0].tenants[0].statuses";
        await Refused(
            $"{Path}[0].name",
            "of 'Available' cannot be changed",
            _before.Statuses(all => [all[0] with { Name = "Free" }, all[1]]));
        await Refused(
            $"{Path}[0].type",
            "of 'Available' must be 'available'",
            _before.Statuses(all => [all[0] with { Type = "xa" }, all[1]]));
        await Refused($"{Path}[0].name", "is used twice", _before.Statuses(all => [all[0] with { Id = TestIds.New() }, all[1]]));
        await Refused(
            $"{Path}[0].name",
            "is used twice",
            _before.Statuses(all => [all[1] with { Name = "Available", Type = "available" }]));
    }

    [Fact]
    public async Task Import_StatusThatTheDocumentTakesAway_CannotBeGiven()
    {
        await Refused(
            "locations[0].tenants[0].extensions[1].status", "the tenant has no such status", _before.Statuses(all => [all[0]]));
        await Refused(
            "locations[0].tenants[0].extensions[1].status",
            "the tenant has no such status",
            _before.Statuses(all => [all[0], all[1] with { Name = "Siesta" }]));
    }

    [Fact]
    public async Task Import_StatusesAbsent_StatesAreCheckedWithThoseOfTheTenant()
    {
        var document = _before.Sales(tenant => tenant with { Statuses = null });
        await Refused(
            "locations[0].tenants[0].extensions[0].status",
            "the tenant has no such status",
            document.Extension("20", one => one with { Status = "Nowhere" }));
    }

    [Fact]
    public async Task Import_WrongBinding_IsRefused()
    {
        const string Unknown = "there is no such extension";
        const string Twice = "is bound twice";
        await Refused("users[1].extensionId", Unknown, _before.Extensions(all => all.RemoveAll(one => one.Number == "300")));
        await Refused("users[1].extensionId", Unknown, _before.Locations(_ => []));
        await Refused("users[0].extensionId", Unknown, _before.User("anna", one => one with { ExtensionId = _world.Sales() }));
        await Refused("users[1].extensionId", Twice, _before.User("anna", one => one with { ExtensionId = _world.Extensions[1] }));

        // Who says nothing keeps what he has; who says it is wrong, before or behind.
        var silent = _before.User("mikey", one => one with { HasExtension = false, ExtensionId = null });
        await Refused("users[0].extensionId", Twice, silent.User("anna", one => one with { ExtensionId = _world.Extensions[1] }));
        await Refused(
            "users[1].extensionId",
            Twice,
            silent.User("anna", one => one with { ExtensionId = _world.Extensions[1] }).Users(all => [all[1], all[0]]));
    }

    [Fact]
    public async Task Import_ReservedName_IsRefused()
    {
        await Refused("users[2].username", "is the administrator's", _before.Users(all => all.Add(Documents.User("admin"))));
        await Refused("users[0].username", "is the administrator's", _before.User("anna", one => one with { Username = "admin" }));
    }

    private async Task Refused(string field, string reason, DirectoryDocument document)
    {
        var number = await _world.Number();
        foreach (var isTrial in new[] { true, false })
        {
            var refusal = (await _world.Import(document, isTrial)).Refusal;
            Assert.Equal((RefusalKind.Invalid, field, reason), (refusal!.Kind, refusal.Field, refusal.Detail));
        }

        Assert.Equal(number, await _world.Number());
        Assert.Equal(_before.Text(), (await _world.Export()).Text());
    }
}
