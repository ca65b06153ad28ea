using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// Commands of a connection that were acknowledged and go on by themselves: each is answered when it ends. Their answers count against
/// the connection's queue like events, as nobody's reading holds them back.
/// </summary>
internal sealed class LateAnswers(MessageConnection connection, DoorMetrics metrics)
{
    /// <summary>A client may send that many requests without waiting (external-api.md 1).</summary>
    public const int CountMax = 10_000;

    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _empty;
    private bool _isStopped;

    /// <summary>Whether one more may be added.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _count < CountMax;
            }
        }
    }

    /// <param name="answer">Never fails.</param>
    /// <param name="tid">The request's, as it goes back.</param>
    public void Add(Task<Answer> answer, byte[] tid)
    {
        lock (_lock)
        {
            _count++;
        }

        _ = Send(answer, tid);
    }

    /// <summary>Waits until all are answered, or the connection is over.</summary>
    public Task WaitEmpty()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return _empty.Task.WaitAsync(connection.Closed);
    }

    /// <summary>What has not been answered by now is not answered any more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
        }
    }

    private async Task Send(Task<Answer> answer, byte[] tid)
    {
        var reply = Replies.Of(await answer.ConfigureAwait(false), tid);
        lock (_lock)
        {
            if (!_isStopped && !connection.TryEnqueue(reply) && connection.Close(CloseCode.SlowConsumer))
            {
                metrics.SlowConsumer();
            }

            if (--_count == 0)
            {
                _empty?.TrySetResult();
            }
        }
    }
}
