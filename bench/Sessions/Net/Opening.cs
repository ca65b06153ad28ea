namespace EventPlatform.Bench.Sessions.Net;

/// <summary>Opens all sessions, some of them at the same time.</summary>
/// <param name="count">How many there are.</param>
/// <param name="concurrency">How many may be on their way.</param>
/// <param name="readyCount">How many are there.</param>
/// <param name="open">Begins one, by its number.</param>
internal sealed class Opening(int count, int concurrency, Func<int> readyCount, Action<int> open) : ISchedule
{
    private const double SecondsMax = 600;
    private readonly long _giveUpAt = Clock.Now + Clock.Seconds(SecondsMax);
    private int _begun;

    public bool IsOver => readyCount() == count;

    public long NextDue => HasRoom ? 0 : _giveUpAt;

    private bool HasRoom => _begun < count && _begun - readyCount() < concurrency;

    public void Fire(long now)
    {
        if (now >= _giveUpAt)
        {
            throw new BenchException($"only {readyCount()} of {count} sessions could be opened");
        }

        while (HasRoom)
        {
            open(_begun++);
        }
    }
}
