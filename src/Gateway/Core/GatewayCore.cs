using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Sessions;

namespace EventPlatform.Gateway.Core;

/// <summary>The life of a gateway between its front ends and the grains: readers, replica, lease, mailbox.</summary>
internal sealed partial class GatewayCore(
    IGrainFactory grains,
    EventPublisher publisher,
    ApplyLoop loop,
    ReplicaSync sync,
    GatewayLease lease,
    MailboxReader mailbox,
    PlatformMetrics metrics,
    TimeProvider time,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan ResendCheckEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>A log that is out of reach does not keep the gateway from starting.</summary>
    private static readonly TimeSpan CatchUpMax = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private ITimer? _resend;
    private volatile IReadOnlyList<LogReader> _readers = [];
    private bool _isStarted;

    /// <summary>For how long each partition's log has not been read, in their order; empty before the start.</summary>
    internal IEnumerable<(int Partition, TimeSpan Age)> ReadAges => _readers.Select(reader => (reader.Partition, reader.ReadAge));

    /// <summary>Starts everything; when it returns, the replica is loaded, no later event is missed and logins are possible.</summary>
    /// <exception cref="TimeoutException">The grains could not be reached.</exception>
    internal async Task Start(CancellationToken cancellationToken)
    {
        var readers = Enumerable.Range(0, publisher.Partitions).Select(NewReader).ToList();
        _readers = readers;
        _loops.AddRange(readers.Select(reader => Task.Run(() => reader.Run(_stopping.Token), CancellationToken.None)));
        await Task.WhenAll(readers.Select(reader => reader.Started)).WaitAsync(cancellationToken);
        await sync.Load(cancellationToken);
        loop.Open();
        await lease.Renew(cancellationToken);
        _isStarted = true;
        _loops.Add(Task.Run(() => lease.Run(_stopping.Token), CancellationToken.None));
        _loops.Add(Task.Run(() => mailbox.Run(_stopping.Token), CancellationToken.None));
        _resend = time.CreateTimer(_ => publisher.ResendMissing(), null, ResendCheckEvery, ResendCheckEvery);
        await WarmUp(cancellationToken);
    }

    /// <summary>
    /// Sends a block to every partition and reads it. What the replica was loaded with may come in the log still, and is passed over
    /// before anybody is there who counts on it. And a new stream is set up by its first block, which holds up the others of its queue.
    /// </summary>
    private async Task WarmUp(CancellationToken cancellationToken)
    {
        var caughtUp = publisher.WhenCaughtUp(time.GetUtcNow().ToUnixTimeMilliseconds());
        await caughtUp.WaitAsync(CatchUpMax, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!caughtUp.IsCompleted)
        {
            LogNotCaughtUp(loggers.CreateLogger<GatewayCore>(), CatchUpMax);
        }
    }

    /// <summary>Says goodbye: ends what sessions are left and gives the lease back. The front ends have drained before.</summary>
    internal async Task Leave(CancellationToken cancellationToken)
    {
        if (_isStarted)
        {
            await lease.Leave(cancellationToken);
        }

        await Stop();
    }

    /// <summary>Stops without goodbye, as a crash would look to the others.</summary>
    internal async Task Stop()
    {
        await _stopping.CancelAsync();
        _resend?.Dispose();
        await Task.WhenAll(_loops);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stopping.Dispose();
    }

    private LogReader NewReader(int partition) => new(
        partition,
        grains.GetGrain<ISubscriptionGrain>(partition),
        loop,
        publisher,
        metrics,
        time,
        loggers.CreateLogger<LogReader>());

    [LoggerMessage(LogLevel.Warning, "A block sent to every partition has not come back within {Waited}; the start goes on without")]
    private static partial void LogNotCaughtUp(ILogger logger, TimeSpan waited);
}
