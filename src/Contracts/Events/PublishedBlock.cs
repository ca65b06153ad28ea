namespace EventPlatform.Contracts.Events;

/// <summary>
/// A block on its way. Its events share an answer with those appended within half a second, so that who appends late to a block that
/// waits long gets as much time as the first. Guarded by the lock of its partition.
/// </summary>
/// <param name="time">Clock for the answers.</param>
/// <param name="writer">Collects its events until it is taken.</param>
internal sealed class PublishedBlock(TimeProvider time, EventBlockWriter writer)
{
    private static readonly TimeSpan ShareFor = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Not given yet, oldest first. At most as many as there are half seconds in the time limit, give or take one.</summary>
    private readonly Queue<PublishAnswer> _answers = new();
    private PublishAnswer? _newest;

    /// <summary>Null: the block has its number.</summary>
    private EventBlockWriter? _writer = writer;

    /// <summary>Takes events until the block has its number.</summary>
    internal EventBlockWriter Writer => _writer!;

    /// <summary>Ends when the log was seen to have the block, or a gap was told in its place.</summary>
    internal Task Seen => _seen.Task;

    /// <summary>0 until it is sent for the first time.</summary>
    internal long Number { get; private set; }

    internal byte[] Bytes { get; private set; } = [];

    /// <summary>Whether the stream has accepted it at least once.</summary>
    internal bool IsAccepted { get; set; }

    /// <summary>Timestamp of the last time the stream accepted it.</summary>
    internal long AcceptedAt { get; set; }

    /// <summary>
    /// For an event that was just appended: true when the stream has accepted the block, false when it had not in time (it may still).
    /// </summary>
    /// <param name="now">The clock's timestamp.</param>
    internal Task<bool> Answer(long now)
    {
        if (_newest is null || time.GetElapsedTime(_newest.Since, now) >= ShareFor)
        {
            _newest = new PublishAnswer(now);
            _answers.Enqueue(_newest);
        }

        return _newest.Task;
    }

    /// <summary>The stream has accepted the block.</summary>
    internal void Accept()
    {
        while (_answers.TryDequeue(out var answer))
        {
            answer.Give(isAccepted: true);
        }
    }

    /// <summary>Who has waited that long is told that the outcome is unknown.</summary>
    internal void GiveUpOn(TimeSpan age)
    {
        while (_answers.TryPeek(out var answer) && time.GetElapsedTime(answer.Since) >= age)
        {
            _answers.Dequeue().Give(isAccepted: false);
        }
    }

    /// <summary>Gives it its number and makes its bytes.</summary>
    /// <returns>The writer, which is empty again.</returns>
    internal EventBlockWriter Seal(Guid publisher, long number)
    {
        var used = Writer;
        _writer = null;
        Number = number;
        Bytes = used.Take(publisher, number);
        return used;
    }

    internal void CompleteSeen() => _seen.TrySetResult();
}
