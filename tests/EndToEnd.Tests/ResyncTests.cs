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
        Assert.Contains($"Resync (Epoch): tenant {resync.TenantId} was fetched again; 2 differences were shown", resync.Log.Lines);
    }
}
