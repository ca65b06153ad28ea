using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>What an import says that it did, or would do.</summary>
public sealed class ImportReportTests : IAsyncLifetime
{
    private AccountWorld _world = null!;
    private DirectoryDocument _before = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountWorld.Start();
        await _world.Add(PlaceKind.Status, _world.Sales(), "Gone", "away");
        _before = await _world.Export();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Import_OfEverything_ListsItWithNewNames()
    {
        var report = (await _world.Import(Everything())).Value!;
        Assert.Equal(new ImportCounts(1, 1, 1, 1, 1), report.Added);
        Assert.Equal(new ImportCounts(1, 0, 1, 1, 0), report.Renamed);
        Assert.Equal(new ImportCounts(0, 0, 0, 1, 1), report.Changed);
        Assert.Equal(new ImportCounts(0, 1, 1, 1, 1), report.Removed);
        Assert.Equal(
            [
                "Removed Tenant Bonn/Support", "Removed Status Bonn/Sales/Gone", "Removed Extension Bonn/Sales/20", "Removed  anna",
                "Renamed Location Bonn", "Renamed Status Bonn/Sales/Siesta", "Renamed Extension Bonn/Sales/301",
                "Added Location Oslo", "Added Tenant Oslo/North", "Added Extension Oslo/North/1", "Added Status Bonn/Sales/Away",
                "Added  zoe",
                "Changed Extension Bonn/Sales/1000", "Changed  mikey",
            ],
            report.Changes.Select(change => $"{change.Change} {change.Kind} {string.Join('/', change.Path)}"));
        Assert.All(report.Changes, change => Assert.NotNull(change.Id));
        Assert.Equal(await _world.Number(), report.Number);
    }

    [Fact]
    public async Task Import_OnTrial_SaysTheSameWithoutIdsItWouldMakeAndChangesNothing()
    {
        var number = await _world.Number();
        var tried = (await _world.Import(Everything(), isTrial: true)).Value!;
        Assert.Equal(number, tried.Number);
        Assert.Equal(
            ["Oslo", "Away", "zoe"],
            tried.Changes.Where(change => change.Id is null).Select(change => change.Path[^1]));
        Assert.Equal(_before.Text(), (await _world.Export()).Text());
        Assert.Equal(number, await _world.Number());

        var made = (await _world.Import(Everything())).Value!;
        Assert.Equal((made.Added, made.Renamed, made.Changed, made.Removed), (tried.Added, tried.Renamed, tried.Changed, tried.Removed));
    }

    [Fact]
    public async Task Import_RemovedLocation_CountsOnlyItself()
    {
        var report = (await _world.Import(new DirectoryDocument([], null))).Value!;
        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0), report.Removed);

        // Whose extension went with it has another value.
        Assert.Equal(["Removed Berlin", "Changed mikey"], report.Changes.Select(change => $"{change.Change} {change.Path[^1]}"));
    }

    /// <summary>North and its extension have ids; Oslo, Away and zoe do not.</summary>
    private DirectoryDocument Everything() => _before
        .Extension("1000", one => one with { DisplayName = "Boss", Note = "given" })
        .Extension("300", one => one with { Number = "301", Note = "given", DisplayName = "Mike", Status = "Siesta" })
        .Extensions(all => all.RemoveAll(one => one.Number == "20"))
        .Statuses(all => [all[0], all[1] with { Name = "Siesta", Type = "xa" }, Documents.Status("Away")])
        .Tenants(all => [all[0]])
        .Locations(all =>
            [Documents.Location("Oslo", Documents.Tenant("North", [], Documents.Extension("1"))), all[0] with { Name = "Bonn" }])
        .User("mikey", one => one with { DisplayName = "Mike" })
        .Users(all => [.. all.Where(one => one.Username != "anna"), Documents.User("zoe")]);
}
