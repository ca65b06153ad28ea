namespace EventPlatform.Contracts.Events;

/// <summary>
/// What one publisher appended and has not seen come back from the log yet. Blocks of a partition come back in order, so the newest of
/// each stands for all. Not thread-safe.
/// </summary>
public sealed class UnseenEvents
{
    /// <summary>By partition; null: nothing there.</summary>
    private Task?[] _newest = [];

    /// <summary>A bit for each partition in which something is held.</summary>
    private uint _held;

    /// <summary>Ends when everything appended so far has come back, or a gap was told in its place.</summary>
    public Task WhenSeen()
    {
        Task[] unseen = [.. _newest.OfType<Task>().Where(seen => !seen.IsCompleted)];
        return unseen is [] ? Task.CompletedTask : Task.WhenAll(unseen);
    }

    /// <summary>Waits for none of it any more.</summary>
    public void Forget() => _newest.AsSpan().Clear();

    internal void Add(int partition, Task seen)
    {
        if (partition >= _newest.Length)
        {
            Array.Resize(ref _newest, partition + 1);
        }

        _newest[partition] = seen;
    }

    internal void Hold(int partition) => _held |= 1u << partition;

    internal uint TakeHeld()
    {
        var held = _held;
        _held = 0;
        return held;
    }
}
