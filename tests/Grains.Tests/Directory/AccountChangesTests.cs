using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Grains.Accounts;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>There is one directory in a cluster, so each test has a cluster of its own.</summary>
public sealed class AccountChangesTests : IAsyncLifetime
{
    private AccountWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccountWorld.Start();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task AddAccount_NameOnly_HasTheDefaultsAndTheNextNumber()
    {
        var before = await _world.Number();
        var added = await _world.Add(Values.Named("zoe"));

        Assert.Equal(before + 1, added.Number);
        Assert.Equal(added.Number, await _world.Number());
        Assert.NotEqual(Guid.Empty, added.Account.Id);
        var zoe = new Account(added.Account.Id, "zoe", "zoe", true, [], null, added.Number);
        Assert.Equivalent(zoe, added.Account);
        var stored = await _world.Find("zoe");
        Assert.Equivalent(zoe, stored?.Account);
        Assert.Null(stored?.PasswordHash);
    }

    [Fact]
    public async Task AddAccount_AllGiven_IsThereAfterAllMemoryIsLost()
    {
        var id = TestIds.New();
        var values = new AccountValues("zoe", "Zoe Z.", false, ["manager", "x"], true, _world.Extensions[0], "hash");
        var added = await _world.Add(values, id);
        await _world.Forget();

        Assert.Equivalent(new Account(id, "zoe", "Zoe Z.", false, ["manager", "x"], _world.Extensions[0], added.Number), added.Account);
        Assert.Equivalent(added.Account, (await _world.Find("zoe"))?.Account);
        Assert.Equal("hash", (await _world.Find("zoe"))?.PasswordHash);
        var all = await _world.Directory.Accounts();
        Assert.Equal(added.Number, all.Number);
        Assert.Equal(["anna", "mikey", "zoe"], all.Accounts.Select(account => account.Username).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AddAccount_EachRefusal_NamesTheMemberAndChangesNothing()
    {
        var anna = (await _world.Find("anna"))!.Account;
        var location = (await _world.Directory.Snapshot()).Locations[0];
        var (free, bound) = (_world.Extensions[0], _world.Extensions[1]);
        var before = (await _world.Number(), (await _world.Stored()).Length);

        await Refuses(RefusalKind.Invalid, "username", Values.None);
        await Refuses(RefusalKind.Invalid, "username", Values.Named(""));
        await Refuses(RefusalKind.Invalid, "username", Values.Named("*"), "must not be '*'");
        await Refuses(RefusalKind.Invalid, "username", Values.Named("nul\0"));
        await Refuses(RefusalKind.Invalid, "username", Values.Named(new string('x', 129)));
        await Refuses(RefusalKind.Invalid, "displayName", Values.Named("z") with { DisplayName = "\n" });
        await Refuses(RefusalKind.Invalid, "roles[1]", Values.Named("z") with { Roles = ["a", ""] });
        await Refuses(RefusalKind.Invalid, "extensionId", Values.Named("z").Bound(TestIds.New()), "there is no such extension");
        await Refuses(RefusalKind.Invalid, "extensionId", Values.Named("z").Bound(location.Id), "there is no such extension");
        await Refuses(RefusalKind.Invalid, "id", Values.Named("z"), "must not be zero", Guid.Empty);
        await Refuses(RefusalKind.Taken, "username", Values.Named("anna"));
        await Refuses(RefusalKind.Taken, "extensionId", Values.Named("z").Bound(bound), "is bound to another user");
        foreach (var used in new[] { anna.Id, location.Id, location.Tenants[1].Id, free })
        {
            await Refuses(RefusalKind.Taken, "id", Values.Named("z"), "", used);
        }

        // Of several the wrong value comes before the conflict.
        await Refuses(RefusalKind.Invalid, "extensionId", Values.Named("anna").Bound(TestIds.New()), null, anna.Id);
        Assert.Equal(before, (await _world.Number(), (await _world.Stored()).Length));
        await _world.Add(Values.Named("z").Bound(free));
    }

    [Fact]
    public async Task AddAccount_IdOfAStatus_IsTaken()
    {
        var tenant = (await _world.Directory.Snapshot()).Locations[0].Tenants[0];
        var document = await _world.Cluster.Grain<Contracts.Extensions.ITenantGrain>(tenant.Id).Document();
        await Refuses(RefusalKind.Taken, "id", Values.Named("z"), "", document.Value!.Statuses[1].Id);
    }

    [Fact]
    public async Task AddAccount_Trial_OnlySaysWhetherItCouldBe()
    {
        var before = await _world.Number();
        Assert.True((await _world.Directory.AddAccount(null, Values.Named("zoe"), isTrial: true)).IsOk);
        Assert.Equal("username", (await _world.Directory.AddAccount(null, Values.Named("anna"), isTrial: true)).Refusal?.Field);
        Assert.Equal(before, await _world.Number());
        Assert.Null(await _world.Find("zoe"));
    }

    [Fact]
    public async Task ChangeAccount_EachMember_ChangesThatOne()
    {
        var first = await _world.Add(Values.Named("zoe") with { PasswordHash = "one" });
        var id = first.Account.Id;
        var now = first.Account;

        await Changes(Values.None with { DisplayName = "" }, now = now with { DisplayName = "" });
        await Changes(Values.None with { Roles = ["a"] }, now = now with { Roles = ["a"] });
        await Changes(Values.None.Bound(_world.Extensions[0]), now = now with { ExtensionId = _world.Extensions[0] });
        await Changes(Values.None.Bound(null), now = now with { ExtensionId = null });
        Assert.Equal("one", (await _world.Find("zoe"))!.PasswordHash);

        async Task Changes(AccountValues values, Account expected)
        {
            var before = await _world.Number();
            var changed = await _world.Change(id, values);
            Assert.Equal(before + 1, changed.Value?.Number);
            Assert.True(AccountRules.AreSame(expected, changed.Value!.Account));
            Assert.Equal(first.Number, changed.Value.Account.KeyVersion);
            Assert.Equivalent(changed.Value.Account, (await _world.Find("zoe"))!.Account);
        }
    }

    [Fact]
    public async Task ChangeAccount_PasswordOrEnabled_HasItsNumberAsKeyVersion()
    {
        var zoe = (await _world.Add(Values.Named("zoe"))).Account;
        foreach (var values in new[]
        {
            Values.None with { PasswordHash = "one" },
            Values.None with { Enabled = false },
            Values.None with { Enabled = true },
        })
        {
            var changed = (await _world.Change(zoe.Id, values)).Value!;
            Assert.Equal(changed.Number, changed.Account.KeyVersion);
        }

        Assert.Equal("one", (await _world.Find("zoe"))!.PasswordHash);
    }

    [Fact]
    public async Task ChangeAccount_OwnValues_HasNoNumberAndNoNotice()
    {
        var mikey = (await _world.Find("mikey"))!.Account;
        var number = await _world.Number();
        var tail = await LogTail.FromNow(_world.Cluster);
        var own = new AccountValues("mikey", mikey.DisplayName, mikey.Enabled, mikey.Roles, true, mikey.ExtensionId, null);
        var changed = await _world.Change(mikey.Id, own);
        await tail.CatchUp();

        Assert.Equal(number, changed.Value?.Number);
        Assert.Equal(number, await _world.Number());
        Assert.Empty(AccountWorld.Notices(tail));
    }

    [Fact]
    public async Task ChangeAccount_NameOfAnotherShard_MovesItWithItsHash()
    {
        var zoe = await _world.Add(Values.Named("zoe") with { PasswordHash = "hash" });
        var other = OtherShard("zoe");
        var renamed = await _world.Change(zoe.Account.Id, Values.Named(other));
        await _world.Forget();

        Assert.Null(await _world.Find("zoe"));
        var found = await _world.Find(other);
        Assert.Equivalent(zoe.Account with { Username = other }, found?.Account);
        Assert.Equal("hash", found?.PasswordHash);
        Assert.Equal(zoe.Account.KeyVersion, renamed.Value!.Account.KeyVersion);
        Assert.Equal(3, (await _world.Stored()).Length);
        await _world.Add(Values.Named("zoe"));
    }

    [Fact]
    public async Task ChangeAccount_Refusals_NameTheMember()
    {
        var anna = (await _world.Find("anna"))!.Account;
        Assert.Equal(RefusalKind.NotFound, (await _world.Change(TestIds.New(), Values.None)).Refusal?.Kind);
        Assert.Equal((RefusalKind.Taken, "username"), Of(await _world.Change(anna.Id, Values.Named("mikey"))));
        Assert.Equal((RefusalKind.Invalid, "username"), Of(await _world.Change(anna.Id, Values.Named("*"))));
        Assert.Equal((RefusalKind.Taken, "extensionId"), Of(await _world.Change(anna.Id, Values.None.Bound(_world.Extensions[1]))));
        Assert.Equal((RefusalKind.Invalid, "extensionId"), Of(await _world.Change(anna.Id, Values.None.Bound(TestIds.New()))));

        static (RefusalKind?, string?) Of(Outcome<AccountChanged> outcome) => (outcome.Refusal?.Kind, outcome.Refusal?.Field);
    }

    [Fact]
    public async Task ChangeAndRemove_OtherThanExpected_AreRefused()
    {
        var zoe = (await _world.Add(Values.Named("zoe"))).Account;
        var now = (await _world.Change(zoe.Id, Values.None with { DisplayName = "Zoe" }, expected: zoe)).Value!.Account;

        var changed = await _world.Change(zoe.Id, Values.Named("other"), expected: zoe);
        var removed = await _world.Directory.RemoveAccount(zoe.Id, expected: zoe);
        Assert.Equal((RefusalKind.Conflict, "expected"), (changed.Refusal!.Kind, changed.Refusal.Field));
        Assert.Equal((RefusalKind.Conflict, "expected"), (removed.Refusal!.Kind, removed.Refusal.Field));
        Assert.True((await _world.Directory.RemoveAccount(zoe.Id, expected: now with { KeyVersion = 0 })).IsOk);
    }

    [Fact]
    public async Task RemoveAccount_ItsIdAndNameAndExtension_AreFree()
    {
        var mikey = (await _world.Find("mikey"))!.Account;
        var removed = await _world.Directory.RemoveAccount(mikey.Id, expected: null);
        Assert.Equivalent(mikey, removed.Value!.Account);
        Assert.Null(await _world.Find("mikey"));
        Assert.Equal(RefusalKind.NotFound, (await _world.Directory.RemoveAccount(mikey.Id, expected: null)).Refusal?.Kind);

        var again = await _world.Add(Values.Named("mikey").Bound(mikey.ExtensionId), mikey.Id);
        Assert.True(again.Account.KeyVersion > removed.Value.Number);
        Assert.Null((await _world.Find("mikey"))!.PasswordHash);
    }

    [Fact]
    public async Task Changes_AreToldInOrderWithoutHashes()
    {
        var tail = await LogTail.FromNow(_world.Cluster);
        var zoe = (await _world.Add(Values.Named("zoe") with { PasswordHash = "s3cr3t" })).Account;
        var renamed = (await _world.Change(zoe.Id, Values.Named(OtherShard("zoe")))).Value!;
        var removed = (await _world.Directory.RemoveAccount(zoe.Id, expected: null)).Value!;
        await tail.CatchUp();

        var notices = AccountWorld.Notices(tail);
        Assert.Equal([zoe.KeyVersion, renamed.Number, removed.Number], notices.Select(notice => notice.Number));
        Assert.Equivalent(zoe, Assert.Single(notices[0].Accounts!.Put));
        Assert.Equivalent(renamed.Account, Assert.Single(notices[1].Accounts!.Put));
        Assert.Empty(notices[1].Accounts!.Removed);
        Assert.Equal([zoe.Id], notices[2].Accounts!.Removed);
        Assert.DoesNotContain(tail.Events, seen => seen.Body.AsSpan().IndexOf("s3cr3t"u8) >= 0);
    }

    [Fact]
    public async Task AddAccount_MoreThanABlockHolds_IsToldByItsNumberAlone()
    {
        var tail = await LogTail.FromNow(_world.Cluster);
        var roles = Enumerable.Range(0, 3_000).Select(number => $"{number:d100}");
        var added = await _world.Add(Values.Named("zoe") with { Roles = [.. roles] });
        await tail.CatchUp();
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal(added.Number, notice.Number);
        Assert.Null(notice.Accounts);
    }

    [Fact]
    public async Task Seed_Accounts_HaveItsNumberAsKeyVersion()
    {
        var number = await _world.Number();
        Assert.All(await _world.Stored(), account => Assert.Equal(number, account.KeyVersion));
    }

    private static string OtherShard(string name)
    {
        var shard = AccountShards.Of(name);
        return Enumerable.Range(0, 100).Select(number => $"{name}{number}").First(other => AccountShards.Of(other) != shard);
    }

    private async Task Refuses(RefusalKind kind, string field, AccountValues values, string? reason = null, Guid? id = null)
    {
        var refused = await _world.Directory.AddAccount(id, values, isTrial: false);
        Assert.Equal((kind, field), (refused.Refusal?.Kind, refused.Refusal?.Field));
        Assert.Equal(reason ?? refused.Refusal!.Detail, refused.Refusal!.Detail);
    }
}
