using System.Buffers;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.ExternalApi.Connections;

/// <summary>
/// The answers of a run of publishes, in order: each is sent when its event and all before it are accepted (docs/architecture.md, 2).
/// Events that are accepted together are answered together. Its owner stops reading when it is full.
/// </summary>
internal sealed class AnswerSlots(MessageConnection connection)
{
    public const int CountMax = 10_000;
    public const int BytesMax = 1024 * 1024;

    /// <summary>Answers taken at a time: enough that the lock does not count.</summary>
    private const int TakenMax = 64;

    /// <summary>Also the lock: it is there anyway, and nobody else knows it.</summary>
    private readonly Queue<AnswerSlot> _slots = new();

    /// <summary>Places whose answers are not queued yet, and what they cost: those in the queue here, and those just taken.</summary>
    private int _count;
    private long _bytes;
    private bool _isReleasing;
    private TaskCompletionSource? _waiter;
    private bool _isWaiterForRoom;

    /// <summary>Whether there is room for one more; asked by who adds, it stays true until then.</summary>
    public bool HasRoom => Volatile.Read(ref _count) < CountMax && Volatile.Read(ref _bytes) < BytesMax;

    /// <summary>Adds a place. Its owner calls <see cref="Start"/> before it waits for anything.</summary>
    public void Add(AnswerSlot slot)
    {
        lock (_slots)
        {
            _slots.Enqueue(slot);
            _count++;
            _bytes += slot.Cost;
        }
    }

    /// <summary>Sends the answers of what has been accepted, now and from now on.</summary>
    public void Start()
    {
        lock (_slots)
        {
            if (_isReleasing || _slots.Count == 0)
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
        Start();
        lock (_slots)
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
        while (NextAccepted() is { } accepted)
        {
            Answer(accepted, await accepted.ConfigureAwait(false));
        }
    }

    /// <summary>What the oldest slot waits for; null: there is none, and releasing has ended.</summary>
    private Task<bool>? NextAccepted()
    {
        lock (_slots)
        {
            if (_slots.TryPeek(out var slot))
            {
                return slot.Accepted;
            }

            _isReleasing = false;
            Wake();
            return null;
        }
    }

    /// <summary>Sends the answers of the oldest slots, as many as waited for the same.</summary>
    private void Answer(Task<bool> accepted, bool isAccepted)
    {
        var slots = ArrayPool<AnswerSlot>.Shared.Rent(TakenMax);
        var replies = ArrayPool<OutboundFrame>.Shared.Rent(TakenMax);
        int count;
        do
        {
            count = Take(accepted, slots.AsSpan(0, TakenMax));
            var bytes = 0L;
            for (var index = 0; index < count; index++)
            {
                ref readonly var slot = ref slots[index];
                bytes += slot.Cost;
                replies[index] = isAccepted
                    ? new OutboundFrame(slot.Ok, slot.Number, OutboundKind.Reply)
                    : new OutboundFrame(slot.Overloaded(), OutboundFrame.NoNumber, OutboundKind.Reply);
            }

            connection.SendReplies(replies.AsSpan(0, count));
            slots.AsSpan(0, count).Clear();
            replies.AsSpan(0, count).Clear();
            Leave(count, bytes);
        }
        while (count == TakenMax);
        ArrayPool<AnswerSlot>.Shared.Return(slots);
        ArrayPool<OutboundFrame>.Shared.Return(replies);
    }

    private int Take(Task<bool> accepted, Span<AnswerSlot> taken)
    {
        lock (_slots)
        {
            var count = 0;
            while (count < taken.Length && _slots.TryPeek(out var slot) && slot.Accepted == accepted)
            {
                taken[count++] = _slots.Dequeue();
            }

            return count;
        }
    }

    /// <summary>That many answers are queued.</summary>
    private void Leave(int count, long bytes)
    {
        lock (_slots)
        {
            _count -= count;
            _bytes -= bytes;
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
