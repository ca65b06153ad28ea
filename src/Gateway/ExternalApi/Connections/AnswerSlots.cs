using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// The answers of a run of publishes, in order: each is sent when its event and all before it are accepted (docs/architecture.md, 2).
/// Its owner stops reading when it is full.
/// </summary>
internal sealed class AnswerSlots(MessageConnection connection)
{
    public const int CountMax = 10_000;
    public const int BytesMax = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<AnswerSlot> _slots = new();
    private long _bytes;
    private bool _isReleasing;
    private TaskCompletionSource? _waiter;
    private bool _isWaiterForRoom;

    private bool HasRoom => _slots.Count < CountMax && _bytes < BytesMax;

    public void Add(AnswerSlot slot)
    {
        lock (_lock)
        {
            _slots.Enqueue(slot);
            _bytes += slot.Cost;
            if (_isReleasing)
            {
                return;
            }

            _isReleasing = true;
        }

        _ = Release();
    }

    /// <summary>Waits until every answer before is queued.</summary>
    public ValueTask WaitEmpty() => Wait(isForRoom: false);

    /// <summary>Waits until there is room for one more.</summary>
    public ValueTask WaitForRoom() => Wait(isForRoom: true);

    /// <summary>One caller at a time: the connection's reader.</summary>
    private ValueTask Wait(bool isForRoom)
    {
        lock (_lock)
        {
            if (isForRoom ? HasRoom : !_isReleasing)
            {
                return ValueTask.CompletedTask;
            }

            _isWaiterForRoom = isForRoom;
            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_waiter.Task);
        }
    }

    /// <summary>Runs while there are slots; never fails, as the publisher's tasks do not.</summary>
    private async Task Release()
    {
        while (TryPeek() is { } slot)
        {
            var isAccepted = await slot.Accepted.ConfigureAwait(false);
            connection.EnqueueReply(isAccepted ? slot.Ok : Replies.Error(ApiErrors.Overloaded, Replies.TidOfOk(slot.Ok)));
            Remove(slot);
        }
    }

    private AnswerSlot? TryPeek()
    {
        lock (_lock)
        {
            if (_slots.TryPeek(out var slot))
            {
                return slot;
            }

            _isReleasing = false;
            Wake();
            return null;
        }
    }

    private void Remove(AnswerSlot slot)
    {
        lock (_lock)
        {
            _slots.Dequeue();
            _bytes -= slot.Cost;
            if (_isWaiterForRoom && HasRoom)
            {
                Wake();
            }
        }
    }

    private void Wake()
    {
        _waiter?.TrySetResult();
        _waiter = null;
    }
}
