using System.Text.Json;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Grains.Tests.Subscriptions;

namespace EventPlatform.Grains.Tests.Hosting;

/// <summary>Reads what comes to partition 0 from its making on, as a gateway does.</summary>
internal sealed class LogTail(PlatformCluster cluster)
{
    private const int PageBytes = 1024 * 1024;

    private LogPosition _position = LogPosition.End;

    internal List<SeenEvent> Events { get; } = [];

    internal static async Task<LogTail> FromNow(PlatformCluster cluster)
    {
        var tail = new LogTail(cluster);
        await tail.Read();
        await tail.CatchUp();
        tail.Events.Clear();
        return tail;
    }

    internal IEnumerable<SessionNotice> Sessions(EventKind kind, string sessionId)
    {
        return Events.Where(seen => seen.Kind == kind)
            .Select(seen => JsonSerializer.Deserialize(seen.Body, NoticeJson.Default.SessionNotice)!)
            .Where(notice => notice.SessionId == sessionId);
    }

    internal IEnumerable<ExtensionNotice> Extensions(Guid tenant)
    {
        return Events.Where(seen => seen.Kind == EventKind.Extension)
            .Select(seen => JsonSerializer.Deserialize(seen.Body, NoticeJson.Default.ExtensionNotice)!)
            .Where(notice => notice.Tenant == tenant);
    }

    /// <summary>Reads on until the fact holds.</summary>
    internal Task Until(Func<LogTail, bool> fact) => Eventually.Holds(async () =>
    {
        await Read();
        return fact(this);
    });

    /// <summary>Reads all that was accepted before now: up to a block that comes after it.</summary>
    internal async Task CatchUp()
    {
        var last = TestIds.New();
        var stream = cluster.Client.GetStreamProvider(EventPartition.Stream).GetStream<byte[]>(StreamId.Create(EventPartition.Stream, 0L));
        await stream.OnNextAsync(Blocks.Make(last, 1));
        await Eventually.Holds(() => cluster.Grain<ISubscriptionGrain>(0).Has(last, 1));
        await Read();
    }

    private async Task Read()
    {
        var page = await cluster.Grain<ISubscriptionGrain>(0).Read(_position, PageBytes);
        _position = page.Next;
        foreach (var block in page.Blocks)
        {
            Keep(block);
        }
    }

    private void Keep(LogBlock block)
    {
        var reader = new EventBlockReader(block.Bytes);
        for (var offset = block.FirstOffset; reader.TryRead(out var record); offset++)
        {
            Events.Add(new SeenEvent(record.Kind, offset, record.Body.ToArray()));
        }
    }
}
