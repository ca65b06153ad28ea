namespace EventPlatform.Contracts.Events;

/// <summary>
/// What one publisher appended and has not seen come back from the log yet. Blocks of a partition come back in order, so the newest of
/// each stands for all. Not thread-safe.
/// </summary>
public sealed class UnseenEvents
{
    private readonly Dictionary<int, Task> _newest = [];

    /// <summary>Ends when everything appended so far has come back, or a gap was told in its place.</summary>
    public Task WhenSeen() => _newest.Values.All(seen => seen.IsCompleted) ? Task.CompletedTask : Task.WhenAll(_newest.Values);

    /// <summary>Waits for none of it any more.</summary>
    public void Forget() => _newest.Clear();

    internal void Add(int partition, Task seen) => _newest[partition] = seen;
}
