using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>Messages that came in and were not taken yet, in order. Who waits is woken by what comes, not by time.</summary>
public sealed class Inbox : IMessageSink
{
    private readonly Lock _lock = new();
    private readonly List<JsonElement> _messages = [];
    private TaskCompletionSource _changed = New();
    private Exception? _end;

    /// <summary>What came and was not taken.</summary>
    public IReadOnlyList<JsonElement> Pending
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>Takes the first message that matches, leaving the others; waits for it.</summary>
    /// <param name="predicate">What is wanted.</param>
    /// <param name="what">Says it in words, for the error.</param>
    /// <param name="limit">Longest wait; 10 s when not given.</param>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    /// <exception cref="IOException">The connection ended before it came.</exception>
    public async Task<JsonElement> Take(Func<JsonElement, bool> predicate, string what, TimeSpan? limit = null)
    {
        using var expiry = new CancellationTokenSource(limit ?? Limits.Default);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var index = _messages.FindIndex(message => predicate(message));
                if (index >= 0)
                {
                    var message = _messages[index];
                    _messages.RemoveAt(index);
                    return message;
                }

                if (_end is not null)
                {
                    throw new IOException($"The connection ended before {what} came. Got: {Describe()}", _end);
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(expiry.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{what} did not come in time. Got: {Describe()}");
            }
        }
    }

    void IMessageSink.Add(JsonElement message) => Change(() => _messages.Add(message));

    void IMessageSink.End(Exception reason) => Change(() => _end ??= reason);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Describe() => string.Join(' ', Pending.TakeLast(10));

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = New();
        }

        changed.SetResult();
    }
}
