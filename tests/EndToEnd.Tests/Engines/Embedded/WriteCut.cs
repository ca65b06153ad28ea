namespace EventPlatform.EndToEnd.Tests;

/// <summary>Says from which write of a state on nothing is stored any more, as if the machine had stopped there.</summary>
internal sealed class WriteCut
{
    private int _left = int.MaxValue;

    /// <summary>Whether a write came that was not stored.</summary>
    internal bool IsReached => Volatile.Read(ref _left) < 0;

    /// <summary>So many more writes are stored.</summary>
    internal void After(int writes) => Volatile.Write(ref _left, writes);

    /// <exception cref="IOException">It is not to be stored.</exception>
    internal void Pass()
    {
        if (Interlocked.Decrement(ref _left) < 0)
        {
            throw new IOException("The power is off.");
        }
    }
}
