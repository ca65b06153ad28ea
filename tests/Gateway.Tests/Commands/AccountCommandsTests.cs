using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Gateway.Tests.Replica;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Commands;

/// <summary>The replica is at the directory's number 1; the grain answers that the account was made under number 2.</summary>
public sealed class AccountCommandsTests
{
    private static readonly Account Zoe = Samples.Account(1, "zoe");
    private readonly ManualTimeProvider _time = new();
    private readonly FakeDirectory _directory = new();
    private readonly FakeTenant _tenant = new() { Number = new ChangeNumber(3, 7) };
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly ReplicaChanges _changes;
    private readonly ReplicaSync _sync;
    private readonly AccountCommands _commands;

    public AccountCommandsTests()
    {
        var grains = FakeGrains.With((typeof(IDirectoryGrain), 0L, _directory), (typeof(ITenantGrain), Samples.Tenant, _tenant));
        _changes = new ReplicaChanges(_store, new PendingSets(Guid.Empty), []);
        _sync = new ReplicaSync(grains, _store, _changes, TestMetrics.New(), _time, NullLogger<ReplicaSync>.Instance);
        var calls = new GrainCalls(_time, new RandomIdSource(), NullLogger<GrainCalls>.Instance);
        _commands = new AccountCommands(grains, calls, new DirectoryReach(_store, _sync, _time));
        _directory.OnAdd = () => Task.FromResult<Outcome<AccountChanged>>(new AccountChanged(Zoe, 2));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_ShownAlready_IsAnsweredAtOnce()
    {
        Show();
        Assert.Equal(Zoe, (await Add()).Value);
    }

    [Fact]
    public async Task Add_NotShownYet_WaitsForIt()
    {
        var add = Add();
        Assert.False(add.IsCompleted);
        Show();
        Assert.Equal(Zoe, (await add).Value);
        Assert.Equal(0, _store.DirectoryWaits.Count);
    }

    [Fact]
    public async Task Add_Trial_WaitsForNothing()
    {
        Assert.True((await _commands.Add(null, Values, isTrial: true, Cancel)).IsOk);
    }

    [Fact]
    public async Task Add_Refused_WaitsForNothing()
    {
        _directory.OnAdd = () => Task.FromResult<Outcome<AccountChanged>>(new Refusal(RefusalKind.Taken, "username"));
        Assert.Equal("username", (await Add()).Refusal?.Field);
    }

    [Fact]
    public async Task Add_NoticeNeverComes_IsFetchedSoon()
    {
        await _sync.Load(Cancel);
        var start = _time.GetUtcNow();
        var add = Add();
        (_directory.Number, _directory.All) = (2, [Zoe]);
        await PassUntil(add, () => _sync.CheckIfDue(default, Cancel));
        Assert.Equal(Zoe, (await add).Value);
        Assert.Equal("zoe", Assert.Single(_store.Accounts).Username);
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(2), "A change that is on its way was fetched.");
        Assert.Equal(2, _directory.Loads);
    }

    [Fact]
    public async Task Add_CannotBeFetchedEither_IsUnknownAndWaitsNoMore()
    {
        var add = Add();
        await PassUntil(add, () => Task.CompletedTask);
        Assert.Equal(FailureKind.Unavailable, (await add).Failure?.Kind);
        Assert.Equal(0, _store.DirectoryWaits.Count);
    }

    [Fact]
    public async Task Add_GrainIsOutOfReach_IsUnknown()
    {
        _directory.OnAdd = () => throw new TimeoutException();
        Assert.Equal(FailureKind.Unavailable, (await Add()).Failure?.Kind);
    }

    private static AccountValues Values { get; } = new("zoe", null, null, null, false, null, null);

    private Task<GatewayResult<Account>> Add() => _commands.Add(null, Values, isTrial: false, Cancel);

    private async Task PassUntil(Task done, Func<Task> eachTime)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await eachTime();
            await Task.Yield();
        }
    }

    private void Show()
    {
        lock (_store.Gate)
        {
            Assert.Null(_changes.Apply(new DirectoryNotice(2, new AccountsNotice([Zoe], []), []), 0, default));
        }
    }
}
