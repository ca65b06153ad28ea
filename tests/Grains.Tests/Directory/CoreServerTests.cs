using EventPlatform.Contracts;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

public sealed class CoreServerTests : IAsyncLifetime
{
    private AccountWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccountWorld.Start();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task ChangeCoreServer_SlugOnly_KeepsNameAndIdAndIsTold()
    {
        var before = (await _world.Directory.Snapshot()).CoreServer;
        var number = await _world.Number();
        var tail = await LogTail.FromNow(_world.Cluster);
        var changed = await _world.Directory.ChangeCoreServer("main", null, expected: before);
        Assert.Equal((before with { Slug = "main" }, number + 1), (changed.Value!.CoreServer, changed.Value.Number));
        await tail.Until(log => AccountWorld.Notices(log).Length > 0);
        var notice = Assert.Single(AccountWorld.Notices(tail));
        Assert.Equal((number + 1, changed.Value.CoreServer), (notice.Number, notice.CoreServer));
        Assert.Equal(0, notice.Places?.Length);

        await _world.Forget();
        var snapshot = await _world.Directory.Snapshot();
        Assert.Equal((changed.Value.CoreServer, number + 1), (snapshot.CoreServer, snapshot.Number));
    }

    [Fact]
    public async Task ChangeCoreServer_ToWhatItIs_HasNoNumber()
    {
        var (before, number) = ((await _world.Directory.Snapshot()).CoreServer, await _world.Number());
        var changed = await _world.Directory.ChangeCoreServer(before.Slug, before.Name, expected: null);
        Assert.Equal((before, number), (changed.Value!.CoreServer, changed.Value.Number));
        Assert.Equal(number, await _world.Number());
    }

    [Theory]
    [InlineData("", "a", "slug")]
    [InlineData("a@#b", null, "slug")]
    [InlineData("a", "\n", "name")]
    public async Task ChangeCoreServer_WrongValue_IsRefused(string? slug, string? name, string field)
    {
        var refused = await _world.Directory.ChangeCoreServer(slug, name, expected: null);
        Assert.Equal((RefusalKind.Invalid, field), (refused.Refusal!.Kind, refused.Refusal.Field));
    }

    [Fact]
    public async Task ChangeCoreServer_AnotherThanExpected_IsAConflict()
    {
        var other = (await _world.Directory.Snapshot()).CoreServer with { Name = "other" };
        var refused = await _world.Directory.ChangeCoreServer("a", null, other);
        Assert.Equal((RefusalKind.Conflict, "expected"), (refused.Refusal!.Kind, refused.Refusal.Field));
        Assert.Equal("default", (await _world.Directory.Snapshot()).CoreServer.Slug);
    }
}
