using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Tests.Hub;

namespace EventPlatform.Gateway.Tests.Replica;

/// <summary>The replica is at the directory's number 1 and has no account.</summary>
public sealed class ReplicaAccountsTests
{
    private static readonly Account Zoe = Samples.Account(1, "zoe", Samples.Extension);
    private static readonly Account Anna = Samples.Account(2, "anna");
    private readonly ReplicaStore _store = Samples.NewStore(new ChangeNumber(3, 7));
    private readonly RecordingDoor _door = new();
    private readonly ReplicaChanges _changes;
    private readonly List<string> _raised = [];

    public ReplicaAccountsTests()
    {
        _changes = new ReplicaChanges(_store, new PendingSets(Guid.Empty), [_door]);
        _store.AccountsChanged += () => _raised.Add($"{_store.DirectoryNumber}: {Names()}");
    }

    [Fact]
    public void Apply_NextNumbers_ShowTheAccountsSortedAndRaiseTheEvent()
    {
        Put(2, Zoe);
        Put(3, Anna);
        Put(4, Zoe with { Username = "abe", ExtensionId = null });
        Remove(5, Anna.Id);

        Assert.Equal(["2: zoe", "3: anna zoe", "4: abe anna", "5: abe"], _raised);
        Assert.Equal(5, _store.DirectoryNumber);
        Assert.Equal(Zoe.Id, _store.FindAccount("abe")?.Id);
        Assert.Equal("abe", _store.FindAccount(Zoe.Id)?.Username);
        Assert.Null(_store.FindAccount("zoe"));
        Assert.Null(_store.FindAccount("anna"));
        Assert.Null(_store.FindAccount(Anna.Id));
        Assert.Null(_store.AccountOf(Samples.Extension));
        Assert.Empty(_door.Told);
    }

    [Fact]
    public void Apply_ExtensionMoves_ItsAccountIsTheNewOne()
    {
        Put(2, Zoe);
        Put(3, Zoe with { ExtensionId = null });
        Put(4, Anna with { ExtensionId = Samples.Extension });
        Assert.Equal("anna", _store.AccountOf(Samples.Extension)?.Username);
        Remove(5, Zoe.Id);
        Assert.Equal("anna", _store.AccountOf(Samples.Extension)?.Username);
    }

    [Fact]
    public void Apply_NumberShownAlready_IsDropped()
    {
        Put(2, Zoe);
        Assert.Null(_changes.Apply(new DirectoryNotice(2, new AccountsNotice([Anna], []), []), 0, default));
        Assert.Equal(["2: zoe"], _raised);
    }

    [Fact]
    public void Apply_JumpOrUnknownChange_AsksForTheDirectory()
    {
        var jump = new DirectoryNotice(3, new AccountsNotice([Anna], []), []);
        Assert.Equal(new Missing(ResyncCause.Jump, Tenant: null), _changes.Apply(jump, 0, default));
        Assert.Equal(new Missing(ResyncCause.Untold, Tenant: null), _changes.Apply(new DirectoryNotice(2, null), 0, default));
        Assert.Empty(_raised);
        Assert.Equal(1, _store.DirectoryNumber);
    }

    [Fact]
    public void Waits_NumberOrLater_EndWhenItIsShown()
    {
        var (second, third) = (_store.DirectoryWaits.Add(2), _store.DirectoryWaits.Add(3));
        Put(2, Zoe);
        Assert.True(second.Task.IsCompletedSuccessfully);
        Assert.False(third.Task.IsCompleted);
        _store.DirectoryWaits.Remove(third);
        Assert.Equal(0, _store.DirectoryWaits.Count);
    }

    [Fact]
    public void Table_RandomChanges_IsAsBuiltAnew()
    {
        var random = new Random(7);
        var model = new Dictionary<Guid, Account>();
        for (var number = 2; number < 2_002; number++)
        {
            var id = random.Next(60);
            if (random.Next(4) == 0)
            {
                model.Remove(Samples.AccountId(id));
                Remove(number, Samples.AccountId(id));
            }
            else
            {
                // Names and extensions are as unique as Directory keeps them.
                var account = Samples.Account(id, $"{random.Next(10)}-{id}", random.Next(2) == 0 ? Samples.AccountId(id + 100) : null);
                model[account.Id] = account;
                Put(number, account);
            }

            var expected = AccountTable.Of(model.Values);
            Assert.Equal(expected.Sorted, _store.Accounts);
            Assert.All(expected.Sorted, account => Assert.Same(account, _store.FindAccount(account.Username)));
            Assert.Equal(expected.BoundTo(Samples.AccountId(id + 100)), _store.AccountOf(Samples.AccountId(id + 100)));
        }
    }

    private string Names() => string.Join(' ', _store.Accounts.Select(account => account.Username));

    private void Put(long number, Account account) =>
        Assert.Null(_changes.Apply(new DirectoryNotice(number, new AccountsNotice([account], []), []), 0, default));

    private void Remove(long number, Guid id) =>
        Assert.Null(_changes.Apply(new DirectoryNotice(number, new AccountsNotice([], [id]), []), 0, default));
}
