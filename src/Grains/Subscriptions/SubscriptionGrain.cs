using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace EventPlatform.Grains.Subscriptions;

// activated by the first block or read, under a new epoch -> blocks come by the stream, readers pull -> lost with its silo
[KeepAlive]
[ImplicitStreamSubscription(EventPartition.Stream)]
internal sealed partial class SubscriptionGrain(
    [PersistentState("subscription", PlatformGrains.Storage)] IPersistentState<SubscriptionState> state,
    TimeProvider time,
    LogMetrics metrics,
    ILogger<SubscriptionGrain> logger)
    : Grain, ISubscriptionGrain, IStreamSubscriptionObserver, IAsyncObserver<byte[]>
{
    private static readonly TimeSpan WaitTimeMax = TimeSpan.FromSeconds(1);

    private readonly Pulse _appended = new(time);
    private EventLog _log = null!;
    private int _waitingCount;

    /// <summary>Bytes of blocks that are held, what each costs besides too. From any thread.</summary>
    internal long HeldBytes => _log.HeldBytes;

    /// <summary>Readers that wait for the next block. From any thread.</summary>
    internal int WaitingCount => Volatile.Read(ref _waitingCount);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // By the clock, not by counting alone: a store that was begun anew, or restored from a backup, would give positions that readers of
        // the log before it still have.
        state.State.Epoch = Math.Max(state.State.Epoch + 1, time.GetUtcNow().ToUnixTimeSeconds());
        await state.WriteStateAsync(cancellationToken);
        _log = new EventLog(state.State.Epoch, time);
        metrics.Add(this.GetPrimaryKeyLong(), this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Remove(this.GetPrimaryKeyLong(), this);
        return Task.CompletedTask;
    }

    public async Task<LogPage> Read(LogPosition from, int bytesMax, CancellationToken cancellationToken = default)
    {
        if (_log.IsAtEnd(from))
        {
            _waitingCount++;
            await _appended.Wait(WaitTimeMax, cancellationToken);
            _waitingCount--;
        }

        return _log.Read(from, bytesMax);
    }

    public Task<bool> Has(Guid publisher, long number, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(_log.Has(publisher, number));
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<byte[]>().ResumeAsync(this);

    /// <summary>Never throws: an exception would stall the stream and then drop the block.</summary>
    public Task OnNextAsync(byte[] item, StreamSequenceToken? token = null)
    {
        try
        {
            if (_log.Append(item))
            {
                LogTracing.Appended(item, this.GetPrimaryKeyLong());
                _appended.Beat();
            }
        }
        catch (InvalidDataException exception)
        {
            LogNoBlock(exception, this.GetPrimaryKeyLong());
        }

        return Task.CompletedTask;
    }

    public Task OnCompletedAsync() => Task.CompletedTask;

    public Task OnErrorAsync(Exception ex)
    {
        LogStreamFailed(ex, this.GetPrimaryKeyLong());
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "Bytes that are no block came to partition {Partition}; they are dropped")]
    private partial void LogNoBlock(Exception exception, long partition);

    [LoggerMessage(LogLevel.Warning, "The stream of partition {Partition} gave up blocks")]
    private partial void LogStreamFailed(Exception exception, long partition);
}
