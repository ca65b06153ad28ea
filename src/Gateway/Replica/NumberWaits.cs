namespace EventPlatform.Gateway.Replica;

/// <summary>Who waits until the replica shows a change of the directory. All under the replica's gate.</summary>
internal sealed class NumberWaits
{
    private readonly List<(long Number, TaskCompletionSource Shown)> _waits = [];

    /// <summary>Those who wait.</summary>
    internal int Count => _waits.Count;

    internal TaskCompletionSource Add(long number)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waits.Add((number, shown));
        return shown;
    }

    /// <summary>It is not waited for any more.</summary>
    internal void Remove(TaskCompletionSource shown) => _waits.RemoveAll(wait => wait.Shown == shown);

    /// <summary>The replica has come to a number: whoever waited for that or less goes on.</summary>
    internal void Reached(long number)
    {
        if (_waits.Count == 0)
        {
            return;
        }

        foreach (var (_, shown) in _waits.Where(wait => wait.Number <= number))
        {
            shown.TrySetResult();
        }

        _waits.RemoveAll(wait => wait.Number <= number);
    }
}
