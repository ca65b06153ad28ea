namespace EventPlatform.Contracts.Events;

/// <summary>What events that were appended about the same time are told together.</summary>
/// <param name="since">Timestamp of the first of them.</param>
internal sealed class PublishAnswer(long since)
{
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal long Since => since;

    internal Task<bool> Task => _answer.Task;

    internal void Give(bool isAccepted) => _answer.TrySetResult(isAccepted);
}
