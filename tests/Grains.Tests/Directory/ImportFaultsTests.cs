using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>
/// A change over several tenants and shards meets a failing write, or the end of the process, at each of its writes in turn: afterwards all
/// of it is there or nothing of it, without any help, and it can be made again.
/// </summary>
public sealed class ImportFaultsTests : IAsyncLifetime
{
    /// <summary>More than any of the changes has.</summary>
    private const int WritesMax = 60;

    private AccountWorld _world = null!;
    private DirectoryDocument _before = null!;
    private DirectoryDocument _after = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountWorld.Start();
        await _world.Add(PlaceKind.Status, _world.Sales(), "Busy", "dnd");
        _before = await _world.Export();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(StorageFault.NotWritten)]
    [InlineData(StorageFault.WrittenUnknown)]
    public async Task Import_ProcessEndsAtAnyWrite_IsThereAsAWholeOrNotAtAll(StorageFault fault)
    {
        await _world.Import(Document());
        _after = await _world.Export();
        await EndAtAnyWrite(fault, () => _world.Import(_after), 15);
    }

    [Theory]
    [InlineData(StorageFault.NotWritten)]
    [InlineData(StorageFault.WrittenUnknown)]
    public async Task Remove_ProcessEndsAtAnyWrite_IsThereAsAWholeOrNotAtAll(StorageFault fault)
    {
        var berlin = await _world.Berlin();
        _after = _before with
        {
            Locations = [],
            Users = [.. _before.Users!.Value.Select(user => user with { ExtensionId = null })],
        };
        await EndAtAnyWrite(fault, () => _world.Remove(PlaceKind.Location, null, berlin), 8);
    }

    [Theory]
    [InlineData("tenant", StorageFault.NotWritten)]
    [InlineData("tenant", StorageFault.WrittenUnknown)]
    [InlineData("accounts", StorageFault.NotWritten)]
    [InlineData("directory", StorageFault.NotWritten)]
    [InlineData("directory", StorageFault.WrittenUnknown)]
    public async Task Import_AWriteFails_IsThereAsAWholeOrNotAtAll(string state, StorageFault fault)
    {
        await _world.Import(Document());
        _after = await _world.Export();
        for (var skip = 0; skip < WritesMax; skip++)
        {
            await Reset();
            _world.Storage.FailWrite(state, fault, skip);
            await Ignored(() => _world.Import(_after));
            if (_world.Storage.IsFaultLeft(state))
            {
                // No write of this state is left to fail.
                Assert.True(skip >= 2, $"Only {skip} writes.");
                return;
            }

            await IsWhole($"{state} {skip}");
        }

        Assert.Fail("There is no end of writes.");
    }

    /// <summary>A tenant goes, one comes, one changes; users come, go, and move to another shard.</summary>
    private DirectoryDocument Document() => _before
        .Statuses(all => [.. all.Where(status => status.Name != "Busy"), Documents.Status("Siesta")])
        .Extension("300", one => one with { Status = "Siesta", Note = "given", Number = "301" })
        .Extension("1000", one => one with { Status = "Siesta" })
        .Tenants(all => [all[0], Documents.Tenant("Board", [Documents.Status("Away")], Documents.Extension("7", "Away", "new", 5_000))])
        .User("mikey", user => user with { Username = "mikey2", PasswordHash = null })
        .Users(all => [.. all.Where(user => user.Username != "anna"), Documents.User("zoe"), Documents.User("ann"), Documents.User("bob")]);

    private async Task EndAtAnyWrite<T>(StorageFault fault, Func<Task<T>> change, int writesMin)
    {
        for (var skip = 0; skip < WritesMax; skip++)
        {
            await Reset();
            _world.Storage.EndAtWrite(fault, skip);
            await Ignored(change);
            await Forget();
            if (!_world.Storage.Restart())
            {
                Assert.True(skip >= writesMin, $"Only {skip} writes.");
                return;
            }

            await Forget();
            await IsWhole($"{skip}");
        }

        Assert.Fail("There is no end of writes.");
    }

    /// <summary>Back to what was before, with a state in an extension's row.</summary>
    private async Task Reset()
    {
        var reset = await Eventually.Succeeds(() => _world.Import(_before));
        Assert.True(reset.IsOk, $"{reset.Refusal}");
        Assert.True((await Eventually.Succeeds(() => _world.Set(_world.Extensions[1], "Busy", "set"))).IsOk);
        Assert.True((await Eventually.Succeeds(() => _world.Set(_world.Extensions[1], "Lunch", "back soon"))).IsOk);
        Assert.Equal(_before.Text(), (await _world.Export()).Text());
    }

    private async Task IsWhole(string where)
    {
        string[] either = [_before.Text(), _after.Text()];
        var text = "";
        await Eventually.Holds(async () =>
        {
            text = await Look();
            return either.Contains(text);
        });
        Assert.True(either.Contains(text), $"{where}: {text}");

        // Tenants that are not in the root are not there at all.
        var root = await _world.Directory.Snapshot();
        var ids = root.Locations.SelectMany(location => location.Tenants).Select(tenant => tenant.Id).ToHashSet();
        foreach (var tenant in Tenants())
        {
            var position = await Eventually.Succeeds(() => _world.Cluster.Grain<ITenantGrain>(tenant).Position());
            Assert.Equal(ids.Contains(tenant), position.IsOk);
        }

        Assert.Equal(root.Number, (await Eventually.Succeeds(() => _world.Directory.Accounts())).Number);
    }

    private async Task<string> Look()
    {
        try
        {
            return (await _world.Export()).Text();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.ToString();
        }
    }

    private static async Task Ignored<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(exception.Message);
        }
    }

    private IEnumerable<Guid> Tenants() => new[] { _before, _after }
        .SelectMany(document => document.Locations!.Value)
        .SelectMany(location => location.Tenants!.Value)
        .Select(tenant => tenant.Id!.Value)
        .Distinct();

    private async Task Forget()
    {
        await _world.Forget();
        foreach (var tenant in Tenants())
        {
            await _world.Cluster.Forget(_world.Cluster.Grain<ITenantGrain>(tenant));
        }

        foreach (var extension in _world.Extensions)
        {
            await _world.Cluster.Forget(_world.Cluster.Grain<IExtensionGrain>(extension));
        }
    }
}
