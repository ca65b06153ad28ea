using EventPlatform.Testing.Clients;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>What a gateway's replica misses is fetched, shown as events, and said in the log and the metrics.</summary>
public sealed class ResyncTests
{
    [Fact]
    public async Task Change_NotAnnounced_IsShownWithTheFirstChangeOfItsTenantsNextActivation()
    {
        await using var resync = await ResyncPlatform.Start();
        using var watcher = await LineClient.Connect(resync.Ports.Status);
        var watched = await WatchedState.Begin(watcher);
        await resync.SetUnannounced();
        var before = await resync.Resyncs();

        await resync.Platform.Forget(resync.Tenant);
        await resync.Setter.Send("set_extension_status@#Berlin@#Sales@#4222@#Lunch");
        await resync.Setter.Expect("", ResyncPlatform.NoteEvent, "ExtensionStatusUpdatedEvent@#Berlin@#Sales@#4222@#Lunch");

        await watched.Check();
        Assert.Equal([ResyncPlatform.NoteEvent, "ExtensionStatusUpdatedEvent@#Berlin@#Sales@#4222@#Lunch"], watched.Events);
        Assert.Equal(before + 1, await resync.Resyncs());

        // The log is written when the events have gone.
        var line = $"Resync (Epoch): tenant {resync.TenantId} was fetched again; 2 differences were shown";
        while (!resync.Log.Lines.Contains(line))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Set_FirstOfANewTenant_NeedsNoResync(bool hasBeenThere)
    {
        const string Tenants = "config/core/getByName/default/locations/getByName/Berlin/tenants";
        var tenant = new { id = "5b2b9a52-6a3f-4c5e-9c37-0d8f0a5d7e11", name = "New" };
        await using var resync = await ResyncPlatform.Start();
        using var rest = new RestClient(new Uri($"http://127.0.0.1:{resync.Ports.Http}"));
        if (hasBeenThere)
        {
            await rest.Post(Tenants, tenant);
            await rest.Delete($"{Tenants}/getByName/New");
        }

        await rest.Post(Tenants, tenant);
        await rest.Post($"{Tenants}/getByName/New/extensions", new { extensionNumber = "1" });
        var before = await resync.Resyncs();
        await rest.Post(
            "live/coreServers/getByName/default/locations/getByName/Berlin/tenants/getByName/New/extensions/getByName/1/note/set",
            new { note = "n" });

        Assert.Equal(before, await resync.Resyncs());
    }
}
