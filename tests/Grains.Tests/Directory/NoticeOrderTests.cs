using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Grains.Tests.Hosting;

namespace EventPlatform.Grains.Tests.Directory;

/// <summary>
/// Extensions are set without a pause while their tenant changes. Each set is told in the stream where it belongs: behind the change of
/// the directory under which it was checked, and before the next one of its tenant; none after the tenant's removal.
/// </summary>
public sealed class NoticeOrderTests
{
    private const int Edits = 40;

    private int _made;

    [Fact]
    public async Task Edits_WhileExtensionsAreSet_AreToldInTheOrderInWhichTheyCount()
    {
        await using var world = await AccountWorld.Start();
        var number = await world.Number();
        var tail = await LogTail.FromNow(world.Cluster);
        using var end = new CancellationTokenSource();
        var setters = world.Extensions.Select(extension => SetOn(world, extension, end.Token)).ToList();
        var lunch = await world.Status("Lunch");
        for (var edit = 0; edit < Edits; edit++)
        {
            // Somebody is always being set; edits without a pause would let nobody through.
            var made = Volatile.Read(ref _made);
            await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref _made) > made));
            Assert.True((await world.Change(PlaceKind.Status, world.Sales(), lunch, $"Lunch{edit}")).IsOk);

            // At the end would be too late: the log keeps only so much of what the sets tell.
            var told = number + edit + 1;
            await tail.Until(log => AccountWorld.Notices(log).Any(notice => notice.Number == told));
        }

        Assert.True((await world.Remove(PlaceKind.Tenant, await world.Berlin(), world.Sales())).IsOk);
        await end.CancelAsync();
        await Task.WhenAll(setters);
        await tail.Until(log => AccountWorld.Notices(log).Any(notice => notice.Number == number + Edits + 1));
        await tail.CatchUp();

        var (version, count) = (number, 0);
        foreach (var seen in tail.Events)
        {
            if (seen.Kind == EventKind.Directory)
            {
                var notice = JsonSerializer.Deserialize(seen.Body, NoticeJson.Default.DirectoryNotice)!;
                Assert.Equal(version + 1, notice.Number);
                version = notice.Number;
            }
            else if (seen.Kind == EventKind.Extension)
            {
                Assert.Equal(version, JsonSerializer.Deserialize(seen.Body, NoticeJson.Default.ExtensionNotice)!.DocumentVersion);
                Assert.NotEqual(number + Edits + 1, version);
                count++;
            }
        }

        Assert.Equal(number + Edits + 1, version);
        Assert.Equal(_made, count);
        Assert.True(count > Edits, $"Only {count} sets came between.");
    }

    /// <summary>New notes until the end, or until the extension is gone.</summary>
    private async Task SetOn(AccountWorld world, Guid extension, CancellationToken end)
    {
        for (var note = 0; !end.IsCancellationRequested; note++)
        {
            var set = await world.Set(extension, note: $"{note}");
            if (!set.IsOk)
            {
                Assert.Equal(RefusalKind.NotFound, set.Refusal.Kind);
                return;
            }

            Assert.NotEqual(ExtensionFields.None, set.Value.Changed);
            Interlocked.Increment(ref _made);
        }
    }
}
