using EventPlatform.Contracts.Accounts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>What an import does to accounts.</summary>
public sealed class ImportAccountsTests : IAsyncLifetime
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
    public async Task Import_NewUser_HasTheDefaults()
    {
        var report = await Import(_before.Users(all => all.Add(new UserDocument(null, "zoe", null, null, null, false, null, null))));
        var (zoe, hash) = await Stored("zoe");
        Assert.Equal(("zoe", true, 0, null), (zoe.DisplayName, zoe.Enabled, zoe.Roles.Length, zoe.ExtensionId));
        Assert.Equal((report.Number, null), (zoe.KeyVersion, hash));
    }

    [Fact]
    public async Task Import_WithoutPassword_KeepsHashAndSessions()
    {
        var before = await Stored("mikey");
        await Import(_before.User("mikey", one => one with { PasswordHash = null, DisplayName = "Mike", Roles = ["manager"] }));
        var after = await Stored("mikey");
        Assert.Equal(("hash", before.Account.KeyVersion), (after.PasswordHash, after.Account.KeyVersion));
        Assert.Equal(("Mike", "manager"), (after.Account.DisplayName, Assert.Single(after.Account.Roles)));
    }

    [Fact]
    public async Task Import_AnotherPassword_EndsSessions()
    {
        var report = await Import(_before.User("mikey", one => one with { PasswordHash = "other" }));
        var mikey = await Stored("mikey");
        Assert.Equal(("other", report.Number), (mikey.PasswordHash, mikey.Account.KeyVersion));
        Assert.NotEqual(report.Number, (await Stored("anna")).Account.KeyVersion);
        Assert.Equal((1, 1), (report.Changed.Users, report.Changes.Length));
    }

    [Fact]
    public async Task Import_Disabled_EndsSessions()
    {
        var report = await Import(_before.User("mikey", one => one with { Enabled = false }));
        Assert.Equal((report.Number, false), (await Stored("mikey")).Account is var mikey ? (mikey.KeyVersion, mikey.Enabled) : default);
    }

    [Fact]
    public async Task Import_NewNames_MoveAccountsWithTheirHashes()
    {
        // Names enough that some move to another shard, and that two change places.
        var names = Enumerable.Range(0, 20).Select(number => $"u{number}").ToArray();
        await Import(_before.Users(all =>
            [.. all, .. names.Select(name => new UserDocument(null, name, null, null, null, false, null, $"hash of {name}"))]));
        var before = await _world.Export();
        await Import(before.Users(all => [.. all.Select(user => Array.IndexOf(names, user.Username) is >= 0 and var index
            ? user with { Username = names[(index + 1) % names.Length], PasswordHash = null }
            : user)]));
        for (var index = 0; index < names.Length; index++)
        {
            Assert.Equal($"hash of {names[index]}", (await Stored(names[(index + 1) % names.Length])).PasswordHash);
        }

        Assert.Equal(names.Length + 2, (await _world.Stored()).Length);
    }

    [Fact]
    public async Task Import_ExtensionsAreSwapped_AreBoundAnew()
    {
        var (one, other) = (_world.Extensions[0], _world.Extensions[1]);
        await _world.Change((await Stored("anna")).Account.Id, Values.None.Bound(one));
        await Import((await _world.Export())
            .User("anna", user => user with { ExtensionId = other })
            .User("mikey", user => user with { ExtensionId = one }));
        Assert.Equal(one, (await Stored("mikey")).Account.ExtensionId);
        Assert.Equal(other, (await Stored("anna")).Account.ExtensionId);
    }

    [Fact]
    public async Task Import_NewExtension_CanBeBoundInTheSameDocument()
    {
        var extension = Documents.Extension("1");
        await Import(_before.Extensions(all => all.Add(extension)).User("anna", user => user with { ExtensionId = extension.Id }));
        Assert.Equal(extension.Id, (await Stored("anna")).Account.ExtensionId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_BoundExtensionIsRemoved_UnbindsInTheSameNotice(bool areUsersGiven)
    {
        var tail = await LogTail.FromNow(_world.Cluster);
        var document = _before.Extensions(all => all.RemoveAll(one => one.Number == "300"));
        var report = await Import(areUsersGiven
            ? document.User("mikey", user => user with { HasExtension = false, ExtensionId = null })
            : document with { Users = null });
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal(("mikey", null), Assert.Single(notice.Accounts!.Put) is var mikey ? (mikey.Username, mikey.ExtensionId) : default);
        Assert.Equal(("hash", null), (await Stored("mikey")) is var stored ? (stored.PasswordHash, stored.Account.ExtensionId) : default);
        Assert.Equal((1, 1), (report.Removed.Extensions, report.Changed.Users));
    }

    [Fact]
    public async Task Import_SameNameWithAnotherId_IsAnotherAccount()
    {
        var id = TestIds.New();
        await Import(_before.User("mikey", user => user with { Id = id, PasswordHash = null }));
        var mikey = await Stored("mikey");
        Assert.Equal((id, null, _world.Extensions[1]), (mikey.Account.Id, mikey.PasswordHash, mikey.Account.ExtensionId));
    }

    [Fact]
    public async Task Import_AccountWithTheReservedName_MayStay()
    {
        await _world.Add(Values.Named("admin"));
        Assert.Empty((await Import(await _world.Export())).Changes);
    }

    private async Task<ImportReport> Import(DirectoryDocument document)
    {
        var report = await _world.Import(document);
        Assert.True(report.IsOk, $"{report.Refusal}");
        return report.Value;
    }

    private async Task<AccountSecret> Stored(string name) => (await _world.Find(name))!;
}
