namespace EventPlatform.Bench.Sessions.Measure;

/// <summary>
/// When the next one is due at a fixed rate: one in each gap, at a random place of it, so that a rhythm of the server (its sessions are
/// renewed every 3 s) is neither always met nor always missed.
/// </summary>
internal sealed class Pace
{
    private readonly double _gap;
    private readonly Random _random;
    private readonly long _start;
    private long _count;

    /// <param name="start">On <see cref="Clock"/>.</param>
    /// <param name="perSecond">Above 0.</param>
    /// <param name="random">Chooses the places.</param>
    public Pace(long start, double perSecond, Random random)
    {
        _start = start;
        _gap = Clock.PerSecond / perSecond;
        _random = random;
        NextDue = Due();
    }

    public long NextDue { get; private set; }

    /// <returns>When the one that is taken was due.</returns>
    public long Take()
    {
        var due = NextDue;
        _count++;
        NextDue = Due();
        return due;
    }

    private long Due() => _start + (long)((_count + _random.NextDouble()) * _gap);
}
