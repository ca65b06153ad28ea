using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Slow;

/// <summary>
/// Asks the gateway how many slow consumers it has closed: who does not read can't see it. It asks from a thread of its own and all the
/// time, so what that costs is the same in both phases.
/// </summary>
internal sealed class SlowWatch : IDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(0.1);
    private readonly CancellationTokenSource _end = new();
    private readonly ServerMetrics _metrics;
    private readonly Task _task;
    private long _closedAt = long.MaxValue;
    private int _count;

    /// <param name="port">Of the management listener.</param>
    public SlowWatch(int port)
    {
        _metrics = new ServerMetrics(port);
        _task = Task.Run(Watch);
    }

    /// <summary>When the first was seen to be closed, on <see cref="Clock"/>; far away while none is.</summary>
    public long ClosedAt => Volatile.Read(ref _closedAt);

    /// <summary>How many were closed.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Dispose()
    {
        _end.Cancel();
        _task.Wait();
        _metrics.Dispose();
        _end.Dispose();
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Gap);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                var count = (int)await _metrics.SlowConsumers(_end.Token);
                if (count > 0 && _count == 0)
                {
                    Volatile.Write(ref _closedAt, Clock.Now);
                }

                Volatile.Write(ref _count, count);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            // It was ended, or the gateway has gone, which the connections tell.
        }
    }
}
