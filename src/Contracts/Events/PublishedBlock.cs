namespace EventPlatform.Contracts.Events;

/// <summary>A block on its way: its events share one answer.</summary>
internal sealed class PublishedBlock
{
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal EventBlockWriter Writer { get; } = new();

    /// <summary>True when the stream has accepted the block, false when it had not within the time limit (it may still).</summary>
    internal Task<bool> Answer => _answer.Task;

    /// <summary>Ends when the log was seen to have the block, or a gap was told in its place.</summary>
    internal Task Seen => _seen.Task;

    /// <summary>0 until it is sent for the first time.</summary>
    internal long Number { get; set; }

    internal byte[] Bytes { get; set; } = [];

    /// <summary>Whether the stream has accepted it at least once.</summary>
    internal bool IsAccepted { get; set; }

    /// <summary>Timestamp of the last time the stream accepted it.</summary>
    internal long AcceptedAt { get; set; }

    internal void Complete(bool isAccepted) => _answer.TrySetResult(isAccepted);

    internal void CompleteSeen() => _seen.TrySetResult();
}
