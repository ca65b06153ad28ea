namespace Orleans.Embedded.Tests;

/// <summary>Numbers its instances from 1 and counts those that are gone.</summary>
public sealed class ScopeCounts
{
    private int _made;
    private int _disposed;

    public int Disposed => Volatile.Read(ref _disposed);

    public int Next() => Interlocked.Increment(ref _made);

    public void CountDisposed() => Interlocked.Increment(ref _disposed);
}

public sealed class ScopedService(ScopeCounts counts) : IDisposable
{
    public int Number { get; } = counts.Next();

    public void Dispose() => counts.CountDisposed();
}

public sealed class SiloService
{
    public int Number { get; } = 100;
}
