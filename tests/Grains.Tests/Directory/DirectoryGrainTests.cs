using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>There is one directory in a cluster, so each test has a cluster of its own.</summary>
public sealed class DirectoryGrainTests : IAsyncLifetime
{
    private readonly PlatformCluster _cluster = new();

    private IDirectoryGrain Directory => _cluster.Grain<IDirectoryGrain>(0);

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Start_AgainAndElsewhere_FindsWhatTheFirstMade()
    {
        var first = await Directory.Start(new PlatformStart(1, null));
        var second = await Directory.Start(new PlatformStart(1, "hash"));
        await _cluster.Forget(Directory);
        var third = await Directory.Start(new PlatformStart(1, "other"));
        var different = await Directory.Start(new PlatformStart(2, null));

        Assert.Null(first.Value!.AdminPasswordHash);
        Assert.Equal(("hash", true), (second.Value!.AdminPasswordHash, second.Value.Adopted));
        Assert.Equal(("hash", false), (third.Value!.AdminPasswordHash, third.Value.Adopted));
        Assert.Equal(first.Value.CoreServer, third.Value.CoreServer);
        Assert.Equal((RefusalKind.Conflict, "Events:Partitions"), (different.Refusal!.Kind, different.Refusal.Field));
    }

    [Fact]
    public async Task Seed_EmptyStore_IsThereAsAWhole()
    {
        var tail = await LogTail.FromNow(_cluster);
        var document = Documents.Whole();
        var seeded = await Directory.Seed(document);
        Assert.True(seeded.IsOk);
        await AssertSeeded(document, seeded.Value.Number);
        await tail.Until(log => log.Events.Any(seen => seen.Kind == EventKind.Directory));
    }

    [Fact]
    public async Task Seed_StoreThatHasSomething_ChangesNothing()
    {
        var document = Documents.Whole();
        var first = await Directory.Seed(document);
        var second = await Directory.Seed(Documents.Of(Documents.Location("Elsewhere")));
        Assert.Equal(first.Value, second.Value);
        await AssertSeeded(document, first.Value!.Number);
    }

    [Fact]
    public async Task Seed_AccountsOnly_CountsAsSomething()
    {
        await Directory.Seed(new DirectoryDocument(null, [Documents.User("mikey")]));
        await Directory.Seed(Documents.Whole());
        Assert.Empty((await Directory.Snapshot()).Locations);
    }

    [Fact]
    public async Task Seed_WrongDocument_ChangesNothing()
    {
        var document = Documents.Whole() with { Users = [Documents.User("a"), Documents.User("a")] };
        var refused = await Directory.Seed(document);
        Assert.Equal("users[1].username", refused.Refusal?.Field);
        await AssertNothing(document);
    }

    [Theory]
    [InlineData("tenant", StorageFault.NotWritten, 0)]
    [InlineData("tenant", StorageFault.WrittenUnknown, 0)]
    [InlineData("tenant", StorageFault.NotWritten, 1)]
    [InlineData("accounts", StorageFault.NotWritten, 0)]
    [InlineData("accounts", StorageFault.WrittenUnknown, 0)]
    [InlineData("directory", StorageFault.NotWritten, 0)]
    public async Task Seed_FaultBeforeItIsDecided_LeavesNothing(string state, StorageFault fault, int skip)
    {
        var document = Documents.Whole();
        _cluster.Storage.FailWrite(state, fault, skip);
        await Assert.ThrowsAnyAsync<Exception>(() => Directory.Seed(document));
        Assert.False(_cluster.Storage.IsFaultLeft(state));
        await AssertNothing(document);

        var again = await Eventually.Succeeds(() => Directory.Seed(document));
        await AssertSeeded(document, again.Value!.Number);
    }

    [Theory]
    [InlineData("directory", StorageFault.WrittenUnknown, 0)]
    [InlineData("tenant", StorageFault.NotWritten, 2)]
    [InlineData("tenant", StorageFault.WrittenUnknown, 3)]
    [InlineData("accounts", StorageFault.NotWritten, 2)]
    [InlineData("directory", StorageFault.NotWritten, 1)]
    [InlineData("directory", StorageFault.WrittenUnknown, 1)]
    public async Task Seed_FaultAfterItIsDecided_IsFinishedWithoutAnyHelp(string state, StorageFault fault, int skip)
    {
        var document = Documents.Whole();
        _cluster.Storage.FailWrite(state, fault, skip);
        await Assert.ThrowsAnyAsync<Exception>(() => Directory.Seed(document));
        Assert.False(_cluster.Storage.IsFaultLeft(state));
        await Eventually.Holds(async () => await CountSeeded(document) == (2, 2, 1));
        await AssertSeeded(document, (await Directory.Snapshot()).Number);
    }

    [Fact]
    public async Task OutcomeOf_UnknownChange_IsDiscarded()
    {
        Assert.Equal(ChangeOutcome.Discarded, await Directory.OutcomeOf(TestIds.New()));
    }

    [Fact]
    public async Task OutcomeOf_UnknownChange_IsSaidAfterAWriteOnly()
    {
        await Directory.Start(new PlatformStart(1, null));
        await _cluster.Forget(Directory);
        _cluster.Storage.FailWrite("directory", StorageFault.NotWritten);
        await Assert.ThrowsAnyAsync<Exception>(() => Directory.OutcomeOf(TestIds.New()));
        Assert.Equal(ChangeOutcome.Discarded, await Eventually.Succeeds(() => Directory.OutcomeOf(TestIds.New())));

        // Each time: an activation that has read the root since then may be about to decide it.
        _cluster.Storage.FailWrite("directory", StorageFault.NotWritten);
        await Assert.ThrowsAnyAsync<Exception>(() => Directory.OutcomeOf(TestIds.New()));
        Assert.False(_cluster.Storage.IsFaultLeft("directory"));
    }

    private async Task AssertNothing(DirectoryDocument document)
    {
        await Eventually.Holds(async () => await CountSeeded(document) == (0, 0, 0));
    }

    /// <summary>How many of the document's tenants, accounts and locations are there.</summary>
    private async Task<(int Tenants, int Accounts, int Locations)> CountSeeded(DirectoryDocument document)
    {
        try
        {
            var tenants = 0;
            foreach (var tenant in document.Locations!.Value.SelectMany(location => location.Tenants!.Value))
            {
                tenants += (await _cluster.Grain<ITenantGrain>(tenant.Id!.Value).Position()).IsOk ? 1 : 0;
            }

            var accounts = 0;
            for (var shard = 0; shard < AccountShards.Count; shard++)
            {
                accounts += (await _cluster.Grain<IAccountsGrain>(shard).List()).Accounts.Length;
            }

            return (tenants, accounts, (await Directory.Snapshot()).Locations.Length);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (-1, -1, -1);
        }
    }

    private async Task AssertSeeded(DirectoryDocument document, long number)
    {
        Assert.Equal((2, 2, 1), await CountSeeded(document));
        var snapshot = await Directory.Snapshot();
        Assert.Equal(number, snapshot.Number);
        var tenants = Assert.Single(snapshot.Locations).Tenants;
        Assert.Equal(["Sales", "Support"], tenants.Select(tenant => tenant.Name));

        var sales = (await _cluster.Grain<ITenantGrain>(tenants[0].Id).Snapshot()).Value!;
        Assert.Equal(["20", "300", "1000"], sales.Extensions.Select(extension => extension.Number));
        Assert.Equal(new ExtensionState(1, "back soon", 5_000), sales.Extensions[1].State);
        Assert.Equal(number, sales.DocumentVersion);

        var mikey = await _cluster.Grain<IAccountsGrain>(AccountShards.Of("mikey")).Find("mikey");
        Assert.Equal(sales.Extensions[1].Id, mikey.Value!.Account.ExtensionId);
        Assert.Equal("hash", mikey.Value.PasswordHash);
    }
}
