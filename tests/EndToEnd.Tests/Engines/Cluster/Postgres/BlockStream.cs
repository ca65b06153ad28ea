using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace EventPlatform.EndToEnd.Tests.Postgres;

/// <summary>The stream of a partition and its log, as a gateway uses them.</summary>
internal sealed class BlockStream
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly Guid _publisher = Guid.CreateVersion7();
    private readonly EventBlockWriter _writer = new();
    private readonly IAsyncStream<byte[]> _stream;
    private readonly ISubscriptionGrain _log;
    private LogPosition _position;
    private long _number;

    private BlockStream(IAsyncStream<byte[]> stream, ISubscriptionGrain log, LogPosition position) =>
        (_stream, _log, _position) = (stream, log, position);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<BlockStream> Open(SiloHost client, int partition)
    {
        var streams = client.Services.GetRequiredService<IClusterClient>().GetStreamProvider(EventPartition.Stream);
        var log = client.Grains.GetGrain<ISubscriptionGrain>(partition);
        var end = await log.Read(LogPosition.End, EventBlock.BytesMax, Cancel);
        return new BlockStream(streams.GetStream<byte[]>(StreamId.Create(EventPartition.Stream, partition)), log, end.Next);
    }

    /// <summary>Publishes a block and reads it.</summary>
    internal async Task Round(int bodyBytes = 2)
    {
        var barrier = new EventRecord { Kind = EventKind.Barrier, Service = "default"u8, Class = "core"u8, Body = new byte[bodyBytes] };
        Assert.True(_writer.TryAppend(barrier));
        await _stream.OnNextAsync(_writer.Take(_publisher, ++_number));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        end.CancelAfter(Longest);
        LogPage page;
        do
        {
            page = await _log.Read(_position, EventBlock.BytesMax, end.Token);
        }
        while (page.Blocks.IsEmpty);
        Assert.False(page.HasGap);
        _position = page.Next;
    }
}
