using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>States that an import gives to extensions that are there, alone and while they are set.</summary>
public sealed class ImportStatesTests : IAsyncLifetime
{
    private AccountWorld _world = null!;
    private DirectoryDocument _before = null!;

    private Guid Bound => _world.Extensions[1];

    public async ValueTask InitializeAsync()
    {
        _world = await AccountWorld.Start();
        await _world.Add(PlaceKind.Status, _world.Sales(), "Busy", "dnd");
        _before = await _world.Export();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Import_SomeFields_KeepsTheOthersAndTellsOnce()
    {
        await _world.Set(Bound, note: "set");
        var (report, notice) = await Told(_before.Extension("300", one => one with { Status = "Busy", Note = null, ReturnTime = null }));
        var delta = Assert.Single(notice.Places!.Value);
        Assert.Equal((DirectoryDeltaKind.Given, Bound, new ExtensionState(2, "set", 5_000)), (delta.Kind, delta.Id, delta.State));
        Assert.Equal(new ExtensionState(2, "set", 5_000), await State(Bound));
        Assert.Equal((1, 1), (report.Changed.Extensions, report.Changes.Length));
    }

    [Fact]
    public async Task Import_StateThatItHas_GivesNothing()
    {
        await _world.Set(Bound, "Busy", "set", 7_000);
        var number = await _world.Number();
        var report = await _world.Import(_before.Extension("300", one => one with { Status = "Busy", Note = "set", ReturnTime = 7_000 }));
        Assert.Equal((number, 0), (report.Value!.Number, report.Value.Changes.Length));
    }

    [Fact]
    public async Task Import_ThenSet_AppliesToTheGivenState()
    {
        await _world.Set(Bound, note: "set");
        await _world.Import(_before.Extension("300", one => one with { Note = "given" }));
        var set = await _world.Set(Bound, "Busy");
        Assert.Equal(ExtensionFields.Status, set.Value?.Changed);
        Assert.Equal(new ExtensionState(2, "given", 5_000), await State(Bound));
        await Forget();
        Assert.Equal(new ExtensionState(2, "given", 5_000), await State(Bound));
    }

    [Fact]
    public async Task Import_WithoutTheStatusInUse_GivesNoStateForThat()
    {
        var (report, notice) = await Told(_before
            .Statuses(all => all.RemoveAll(status => status.Name == "Lunch"))
            .Extension("300", one => one with { Status = null }));
        Assert.Equal(DirectoryDeltaKind.Removed, Assert.Single(notice.Places!.Value).Kind);
        Assert.Equal(new ExtensionState(0, "back soon", 5_000), await State(Bound));
        Assert.Equal(new ImportCounts(0, 0, 0, 0, 0), report.Changed);
    }

    [Fact]
    public async Task Import_WithoutTheStatusInUseButWithANote_GivesAvailable()
    {
        var (_, notice) = await Told(_before
            .Statuses(all => all.RemoveAll(status => status.Name == "Lunch"))
            .Extension("300", one => one with { Status = null, Note = "given" }));
        Assert.Equal(new ExtensionState(0, "given", 5_000), notice.Places!.Value[^1].State);
        Assert.Equal(new ExtensionState(0, "given", 5_000), await State(Bound));
    }

    [Fact]
    public async Task Import_NewStatusOfTheSameDocument_CanBeGiven()
    {
        await _world.Import(_before
            .Statuses(all => all.Add(Documents.Status("Siesta")))
            .Extension("300", one => one with { Status = "Siesta" })
            .Extensions(all => all.Add(Documents.Extension("1", "Siesta", "new", 1_000))));
        Assert.Equal(new ExtensionState(3, "back soon", 5_000), await State(Bound));
        Assert.Equal(new ExtensionState(3, "new", 1_000), (await _world.Tenant(_world.Sales())).Extensions[0].State);
    }

    [Fact]
    public async Task Import_StatesAreNotKnownToAnybody_ReadsThem()
    {
        await _world.Set(Bound, note: "set");
        await Forget();
        await _world.Import(_before.Extension("300", one => one with { Status = "Busy", Note = null }));
        Assert.Equal(new ExtensionState(2, "set", 5_000), await State(Bound));
        await Forget();
        Assert.Equal(new ExtensionState(2, "set", 5_000), await State(Bound));
    }

    [Fact]
    public async Task Import_FieldSetAfterTheStatesWereRead_IsNotLost()
    {
        // The first write of the import comes after that reading, and before the tenant is held.
        var set = Meanwhile("tenant", () => _world.Set(Bound, note: "meanwhile"));
        var (_, notice) = await Told(_before.Extension("300", one => one with { Status = "Busy", Note = null }));
        Assert.Equal(ExtensionFields.Note, (await set).Value?.Changed);
        Assert.Equal(new ExtensionState(2, "meanwhile", 5_000), Assert.Single(notice.Places!.Value).State);
        Assert.Equal(new ExtensionState(2, "meanwhile", 5_000), await State(Bound));
        await Forget();
        Assert.Equal(new ExtensionState(2, "meanwhile", 5_000), await State(Bound));
    }

    [Fact]
    public async Task Import_SameFieldSetMeanwhile_IsTheDocuments()
    {
        var set = Meanwhile("tenant", () => _world.Set(Bound, note: "meanwhile"));
        await Told(_before.Extension("300", one => one with { Note = "given" }));
        Assert.True((await set).IsOk);
        Assert.Equal("given", (await State(Bound)).Note);
    }

    [Fact]
    public async Task Import_ExtensionThatHadTheGivenStateIsSetMeanwhile_GetsIt()
    {
        var set = Meanwhile("tenant", () => _world.Set(Bound, note: "meanwhile"));
        await Told(_before.Extension("20", one => one with { Note = "given" }));
        Assert.True((await set).IsOk);
        Assert.Equal("back soon", (await State(Bound)).Note);
        Assert.Equal("given", (await State(_world.Extensions[2])).Note);
    }

    [Fact]
    public async Task Import_SetThatWaitsForIt_CountsAfterIt()
    {
        // The set's row is written before the import decides, and announced when the tenant is free again.
        var set = Meanwhile("directory", () => _world.Set(Bound, note: "later"), isAwaited: false);
        await Told(_before.Extension("300", one => one with { Status = "Busy" }));
        Assert.Equal(ExtensionFields.Note, (await set).Value?.Changed);
        Assert.Equal(new ExtensionState(2, "later", 5_000), await State(Bound));
    }

    [Fact]
    public async Task Imports_OfOtherFieldsThanAreSet_LoseNoSet()
    {
        const int Imports = 60;
        using var end = new CancellationTokenSource();
        var made = 0;
        var setting = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var note = $"note {made}";
                Assert.True((await _world.Set(Bound, note: note)).IsOk);
                Assert.Equal(note, (await _world.Cluster.Grain<IExtensionGrain>(Bound).Get(_world.Sales())).Value?.Note);
                Volatile.Write(ref made, made + 1);
            }
        });
        for (var import = 0; import < Imports && !setting.IsCompleted; import++)
        {
            // So that the next one meets a set.
            var before = Volatile.Read(ref made);
            await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref made) > before || setting.IsCompleted));
            var status = import % 2 == 0 ? "Busy" : "Lunch";
            var report = await _world.Import(_before.Extension("300", one => one with { Status = status, Note = null }));
            Assert.Equal(1, report.Value?.Changed.Extensions);
            Assert.Equal(import % 2 == 0 ? 2 : 1, (await _world.Tenant(_world.Sales())).Extensions[1].State.Status);
        }

        await end.CancelAsync();
        await setting;
    }

    /// <summary>Runs a set when the next state of that name is to be written; the write waits for its end, or goes on.</summary>
    private Task<Outcome<ExtensionSet>> Meanwhile(string state, Func<Task<Outcome<ExtensionSet>>> set, bool isAwaited = true)
    {
        var done = new TaskCompletionSource<Outcome<ExtensionSet>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Storage.BeforeWrite(state, async () =>
        {
            var running = Run();
            if (isAwaited)
            {
                await running;
            }
        });
        return done.Task;

        async Task Run()
        {
            try
            {
                done.SetResult(await set());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    private async Task<(ImportReport Report, DirectoryNotice Notice)> Told(DirectoryDocument document)
    {
        var tail = await LogTail.FromNow(_world.Cluster);
        var report = await _world.Import(document);
        Assert.True(report.IsOk, $"{report.Refusal}");
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        return (report.Value, Assert.Single(AccountWorld.Notices(tail)));
    }

    private async Task<ExtensionState> State(Guid extension)
    {
        var state = (await _world.Tenant(_world.Sales())).Extensions.Single(one => one.Id == extension).State;

        // The extension itself says the same.
        Assert.Equal(state, (await _world.Cluster.Grain<IExtensionGrain>(extension).Get(_world.Sales())).Value);
        return state;
    }

    private async Task Forget()
    {
        await _world.Forget();
        await _world.Cluster.Forget(_world.Cluster.Grain<ITenantGrain>(_world.Sales()));
        foreach (var extension in _world.Extensions)
        {
            await _world.Cluster.Forget(_world.Cluster.Grain<IExtensionGrain>(extension));
        }
    }
}
