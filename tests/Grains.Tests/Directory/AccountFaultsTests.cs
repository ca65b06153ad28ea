using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>
/// A write fails in the middle of a change that moves an account from one shard to another: it is in both states or in none, and what
/// was decided is finished without any help. Writes of a move: prepare two shards, decide, finish two shards, forget.
/// </summary>
public sealed class AccountFaultsTests : IAsyncLifetime
{
    private const string Before = "zoe";
    private AccountWorld _world = null!;
    private Account _zoe = null!;

    /// <summary>A name of another shard.</summary>
    private static string After { get; } = Enumerable.Range(0, 100).Select(number => $"zoe{number}")
        .First(name => AccountShards.Of(name) != AccountShards.Of(Before));

    public async ValueTask InitializeAsync()
    {
        _world = await AccountWorld.Start();
        _zoe = (await _world.Add(Values.Named(Before) with { PasswordHash = "hash" })).Account;
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("accounts", StorageFault.NotWritten, 0)]
    [InlineData("accounts", StorageFault.WrittenUnknown, 0)]
    [InlineData("accounts", StorageFault.NotWritten, 1)]
    [InlineData("accounts", StorageFault.WrittenUnknown, 1)]
    [InlineData("directory", StorageFault.NotWritten, 0)]
    public async Task Move_FaultBeforeItIsDecided_ChangesNothing(string state, StorageFault fault, int skip)
    {
        var number = await _world.Number();
        await MoveFails(state, fault, skip);
        await IsAt(Before, number);

        var moved = await Eventually.Succeeds(() => _world.Change(_zoe.Id, Values.Named(After)));
        Assert.True(moved.IsOk, $"{moved.Refusal}");
        await IsAt(After, moved.Value.Number);
    }

    [Theory]
    [InlineData("directory", StorageFault.WrittenUnknown, 0)]
    [InlineData("accounts", StorageFault.NotWritten, 2)]
    [InlineData("accounts", StorageFault.WrittenUnknown, 2)]
    [InlineData("accounts", StorageFault.NotWritten, 3)]
    [InlineData("accounts", StorageFault.WrittenUnknown, 3)]
    [InlineData("directory", StorageFault.NotWritten, 1)]
    [InlineData("directory", StorageFault.WrittenUnknown, 1)]
    public async Task Move_FaultAfterItIsDecided_IsFinishedAndTold(string state, StorageFault fault, int skip)
    {
        var number = await _world.Number();
        var tail = await LogTail.FromNow(_world.Cluster);
        await MoveFails(state, fault, skip);
        await IsAt(After, number + 1);
        await tail.Until(log => AccountWorld.Notices(log).Any(notice => notice.Number == number + 1));

        var again = await Eventually.Succeeds(() => _world.Change(_zoe.Id, Values.Named(After)));
        Assert.Equal(number + 1, again.Value?.Number);
    }

    [Theory]
    [InlineData("accounts", 0)]
    [InlineData("directory", 0)]
    public async Task Add_FaultBeforeItIsDecided_LeavesNameAndIdFree(string state, int skip)
    {
        var id = TestIds.New();
        _world.Storage.FailWrite(state, StorageFault.NotWritten, skip);
        await Assert.ThrowsAnyAsync<Exception>(() => _world.Directory.AddAccount(id, Values.Named("new"), isTrial: false));
        var added = await Eventually.Succeeds(() => _world.Directory.AddAccount(id, Values.Named("new"), isTrial: false));
        Assert.True(added.IsOk, $"{added.Refusal}");
        Assert.Equivalent(added.Value.Account, (await _world.Find("new"))?.Account);
    }

    [Theory]
    [InlineData("accounts", 1)]
    [InlineData("directory", 1)]
    public async Task Remove_FaultAfterItIsDecided_IsGone(string state, int skip)
    {
        _world.Storage.FailWrite(state, StorageFault.NotWritten, skip);
        await Assert.ThrowsAnyAsync<Exception>(() => _world.Directory.RemoveAccount(_zoe.Id, expected: null));
        await Eventually.Holds(async () => await Names() is "anna mikey");
        var again = await Eventually.Succeeds(() => _world.Directory.RemoveAccount(_zoe.Id, expected: null));
        Assert.Equal(RefusalKind.NotFound, again.Refusal?.Kind);
    }

    private async Task MoveFails(string state, StorageFault fault, int skip)
    {
        _world.Storage.FailWrite(state, fault, skip);
        await Assert.ThrowsAnyAsync<Exception>(() => _world.Change(_zoe.Id, Values.Named(After)));
        Assert.False(_world.Storage.IsFaultLeft(state));
    }

    private async Task IsAt(string name, long number)
    {
        await Eventually.Holds(async () => await Names() == $"anna mikey {name}");
        var snapshot = await Eventually.Succeeds(() => _world.Directory.Accounts());
        Assert.Equal(number, snapshot.Number);
        Assert.Equal(name, snapshot.Accounts.Single(account => account.Id == _zoe.Id).Username);
        Assert.Equal("hash", (await _world.Find(name))?.PasswordHash);
    }

    private async Task<string> Names()
    {
        try
        {
            return string.Join(' ', (await _world.Stored()).Select(account => account.Username));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.Message;
        }
    }
}
