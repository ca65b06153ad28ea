namespace EventPlatform.Contracts.Events;

/// <summary>
/// A block on its way. Its events share an answer with those appended within half a second, so that who appends late to a block that
/// waits long gets as much time as the first. Guarded by the lock of its partition.
/// </summary>
internal sealed class PublishedBlock(TimeProvider time)
{
    private static readonly TimeSpan ShareFor = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Not given yet, oldest first. At most as many as there are half seconds in the time limit, give or take one.</summary>
    private readonly Queue<PublishAnswer> _answers = new();
    private PublishAnswer? _newest;

    internal EventBlockWriter Writer { get; } = new();

    /// <summary>Ends when the log was seen to have the block, or a gap was told in its place.</summary>
    internal Task Seen => _seen.Task;

    /// <summary>0 until it is sent for the first time.</summary>
    internal long Number { get; set; }

    internal byte[] Bytes { get; set; } = [];

    /// <summary>Whether the stream has accepted it at least once.</summary>
    internal bool IsAccepted { get; set; }

    /// <summary>Timestamp of the last time the stream accepted it.</summary>
    internal long AcceptedAt { get; set; }

    /// <summary>
    /// For an event that was just appended: true when the stream has accepted the block, false when it had not in time (it may still).
    /// </summary>
    internal Task<bool> Answer()
    {
        var now = time.GetTimestamp();
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

    internal void CompleteSeen() => _seen.TrySetResult();
}
