namespace EventPlatform.Contracts.Events;

/// <summary>
/// The blocks of one publisher to one partition: one in flight, what comes meanwhile is the next. Accepted blocks are kept until the
/// log is known to have them; from the first one missing for too long on they are sent again in order, under the same numbers.
/// </summary>
internal sealed class PartitionPublisher(Guid publisher, Func<byte[], Task> send, TimeProvider time, PublisherRoom room)
    : IThreadPoolWorkItem
{
    private static readonly TimeSpan MissingAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Queue<PublishedBlock> _waiting = new();
    private readonly LinkedList<PublishedBlock> _accepted = new();
    private PublishedBlock? _open;

    /// <summary>Of a block before, for the next: memory that has grown to what blocks need.</summary>
    private EventBlockWriter? _spare;

    /// <summary>Taken from those that wait and not accepted yet.</summary>
    private PublishedBlock? _sending;
    private long _lastNumber;
    private long _confirmed;
    private bool _isPumping;

    /// <summary>
    /// Number of the oldest accepted block that is not confirmed and was accepted at least <paramref name="age"/> ago; else 0.
    /// </summary>
    internal long OldestUnconfirmed(TimeSpan age)
    {
        lock (_lock)
        {
            return _accepted.First is { } first && time.GetElapsedTime(first.Value.AcceptedAt) >= age ? first.Value.Number : 0;
        }
    }

    /// <summary>
    /// Number of the newest accepted block that is not confirmed and was accepted at least <paramref name="age"/> ago; else 0.
    /// </summary>
    internal long NewestUnconfirmed(TimeSpan age)
    {
        lock (_lock)
        {
            var block = _accepted.Last;
            while (block is not null && time.GetElapsedTime(block.Value.AcceptedAt) < age)
            {
                block = block.Previous;
            }

            return block?.Value.Number ?? 0;
        }
    }

    /// <param name="record">The event.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="seen">Ends when the log was seen to have it.</param>
    /// <param name="isHeld">Whether sending is begun later, by <see cref="Start"/>, unless it is under way.</param>
    internal Task<bool> Append(in EventRecord record, long now, out Task seen, bool isHeld = false)
    {
        var size = EventBlockWriter.SizeOf(record);
        if (!EventBlockWriter.Fits(size))
        {
            // Before a block is opened for it: an empty one would use up a number and be told as a gap.
            throw new ArgumentException("An event is too large for a block.", nameof(record));
        }

        Task<bool> answer;
        lock (_lock)
        {
            // A new block takes room for its header too: all of its bytes are given back.
            var before = _open?.Writer.Length ?? 0;
            var block = _open ?? Open();
            if (!block.Writer.TryAppend(record, size))
            {
                block = Open();
                before = 0;
                block.Writer.TryAppend(record, size);
            }

            room.Take(block.Writer.Length - before);
            seen = block.Seen;
            answer = block.Answer(now);
        }

        if (!isHeld && TryBegin())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return answer;
    }

    /// <summary>
    /// Sends what was appended, unless that is under way: on the caller's thread up to where it has to wait. The caller holds no lock.
    /// </summary>
    internal void Start()
    {
        if (TryBegin())
        {
            _ = Pump();
        }
    }

    private bool TryBegin()
    {
        lock (_lock)
        {
            var mayBegin = !_isPumping && _waiting.Count > 0;
            _isPumping |= mayBegin;
            return mayBegin;
        }
    }

    /// <summary>The log has the block of that number, so also (or a gap has told) all before.</summary>
    internal void Confirm(long number)
    {
        lock (_lock)
        {
            // A reader may see a block before its acceptance is known here.
            _confirmed = Math.Max(_confirmed, number);
            while (_accepted.First is { } first && first.Value.Number <= number)
            {
                _accepted.RemoveFirst();
                room.Give(first.Value.Bytes.Length);
                first.Value.CompleteSeen();
            }
        }
    }

    /// <summary>A gap was told: what was accepted before counts as come back.</summary>
    internal void ConfirmAll()
    {
        lock (_lock)
        {
            Confirm(_accepted.Last?.Value.Number ?? 0);
        }
    }

    /// <summary>Sends again what is missing for 2 s, and tells who has waited for 5 s that the outcome is unknown.</summary>
    internal void ResendMissing()
    {
        lock (_lock)
        {
            GiveUpOnLate();
            if (_isPumping || _accepted.First is not { } first || time.GetElapsedTime(first.Value.AcceptedAt) < MissingAfter)
            {
                return;
            }

            _isPumping = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = Pump();

    private PublishedBlock Open()
    {
        _open = new PublishedBlock(time, _spare ?? new EventBlockWriter());
        _spare = null;
        _waiting.Enqueue(_open);
        return _open;
    }

    /// <summary>Runs until there is nothing to send; it never throws.</summary>
    private async Task Pump()
    {
        while (true)
        {
            foreach (var missing in TakeMissing())
            {
                await SendUntilAccepted(missing);
            }

            if (TakeNext() is not { } block)
            {
                return;
            }

            await SendUntilAccepted(block);
        }
    }

    private PublishedBlock[] TakeMissing()
    {
        lock (_lock)
        {
            return _accepted.First is { } first && time.GetElapsedTime(first.Value.AcceptedAt) >= MissingAfter ? [.. _accepted] : [];
        }
    }

    private PublishedBlock? TakeNext()
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var block))
            {
                _isPumping = false;
                return null;
            }

            if (block == _open)
            {
                _open = null;
            }

            _sending = block;
            var length = block.Writer.Length;
            var writer = block.Seal(publisher, ++_lastNumber);
            room.Take(block.Bytes.Length - length);
            if (writer.IsWorthKeeping)
            {
                _spare = writer;
            }

            return block;
        }
    }

    private async Task SendUntilAccepted(PublishedBlock block)
    {
        while (!await TrySend(block.Bytes))
        {
            lock (_lock)
            {
                GiveUpOnLate();
            }

            await Task.Delay(RetryAfter, time);
        }

        lock (_lock)
        {
            _sending = null;
            block.Accept();
            block.AcceptedAt = time.GetTimestamp();
            if (block.IsAccepted)
            {
                return;
            }

            block.IsAccepted = true;
            if (block.Number > _confirmed)
            {
                _accepted.AddLast(block);
            }
            else
            {
                room.Give(block.Bytes.Length);
                block.CompleteSeen();
            }
        }
    }

    /// <summary>Under the lock. Those in blocks that wait behind the one being sent wait as long as it does.</summary>
    private void GiveUpOnLate()
    {
        _sending?.GiveUpOn(AnswerWithin);
        foreach (var block in _waiting)
        {
            block.GiveUpOn(AnswerWithin);
        }
    }

    private async Task<bool> TrySend(byte[] bytes)
    {
        try
        {
            await send(bytes).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            // Whatever it was, the outcome is unknown: the same number is sent again, and the log drops it if it has had it.
            return false;
        }
    }
}
