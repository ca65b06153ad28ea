using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.Hub;

/// <summary>
/// Reads one partition's log, one Read in flight: delivery, backpressure and resync in one. Follows only the highest epoch, drops
/// repeats, tells gaps (docs/architecture.md, 2).
/// </summary>
internal sealed partial class LogReader(
    int partition,
    ISubscriptionGrain log,
    ApplyLoop loop,
    EventPublisher publisher,
    PlatformMetrics metrics,
    TimeProvider time,
    ILogger<LogReader> logger)
{
    private const int PageBytes = 1024 * 1024;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly PublisherNumbers _numbers = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogPosition _position = LogPosition.End;

    /// <summary>Told once until it can be read again: while no silo is there it fails ten times a second.</summary>
    private bool _isAway;

    private long _readAt = time.GetTimestamp();

    internal int Partition => partition;

    /// <summary>Since the log was last read: about a second at most, unless it is out of reach.</summary>
    internal TimeSpan ReadAge => time.GetElapsedTime(Volatile.Read(ref _readAt));

    /// <summary>Ends when the reader has its first position: from then on nothing is missed.</summary>
    internal Task Started => _started.Task;

    /// <summary>Reads until cancelled; never fails.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var page = await log.Read(_position, PageBytes, cancellationToken);
                _isAway = false;
                Volatile.Write(ref _readAt, time.GetTimestamp());
                await Take(page, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                TellAway(exception);
                await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void TellAway(Exception exception)
    {
        if (!_isAway)
        {
            _isAway = true;
            LogReadFailed(exception, partition);
        }
    }

    private async Task Take(LogPage page, CancellationToken cancellationToken)
    {
        if (page.Next.Epoch < _position.Epoch)
        {
            // An activation that has been replaced answered; its successor will.
            await Task.Delay(RetryAfter, time, cancellationToken);
            return;
        }

        var start = new EventPosition(partition, page.Next.Epoch, page.Blocks is [var first, ..] ? first.FirstOffset : page.Next.Offset);
        if (page.Next.Epoch != _position.Epoch)
        {
            loop.Begin(start with { Offset = start.Offset - 1 });
        }

        if (IsGap(page))
        {
            publisher.ConfirmAll(partition);
            loop.Gap(start);
        }

        var isFirst = _position.Epoch == 0;
        _position = page.Next;
        if (isFirst)
        {
            _started.TrySetResult();
            await loop.Loaded.WaitAsync(cancellationToken);
        }

        foreach (var block in page.Blocks)
        {
            await Take(block, page.Next.Epoch, cancellationToken);
        }

        await loop.AfterPage(new EventPosition(partition, page.Next.Epoch, page.Next.Offset - 1), cancellationToken);
    }

    private bool IsGap(LogPage page)
    {
        if (_position.Epoch == 0)
        {
            LogEpoch(partition, page.Next.Epoch);
            _numbers.Start(page.Publishers);
            return false;
        }

        if (page.Next.Epoch == _position.Epoch)
        {
            return page.HasGap;
        }

        LogEpoch(partition, page.Next.Epoch);
        return _numbers.Advance(page.Publishers);
    }

    private async Task Take(LogBlock block, long epoch, CancellationToken cancellationToken)
    {
        var header = default(EventBlockHeader);
        var at = new EventPosition(partition, epoch, block.FirstOffset);
        try
        {
            header = EventBlock.ReadHeader(block.Bytes);
            var order = _numbers.Take(header.Publisher, header.Number);
            if (order == BlockOrder.AfterGap)
            {
                loop.Gap(at);
            }

            if (order == BlockOrder.Repeat)
            {
                loop.Begin(LastOf(header, at));
            }
            else
            {
                var published = await loop.Apply(block.Bytes, at, cancellationToken);
                if (header.Publisher == publisher.Incarnation && published > 0)
                {
                    metrics.EventsPublished(published);
                }

                metrics.Applied(time.GetUtcNow() - EventBlock.FirstTime(block.Bytes));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogApplyFailed(exception, partition);
            loop.Gap(at);
            loop.Begin(LastOf(header, at));
        }

        // Also one that could not be applied has come back: sending it again would not help.
        if (header.Publisher == publisher.Incarnation)
        {
            publisher.Confirm(partition, header.Number);
        }
    }

    private static EventPosition LastOf(EventBlockHeader header, EventPosition first) =>
        first with { Offset = first.Offset + Math.Max(0, header.Count - 1) };
}
