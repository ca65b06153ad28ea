using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>Opens all sessions, some of them at the same time.</summary>
internal sealed class Opening(Roster roster, int concurrency) : ISchedule
{
    private const double SecondsMax = 600;
    private readonly long _giveUpAt = Clock.Now + Clock.Seconds(SecondsMax);
    private int _begun;

    public bool IsOver => roster.SettledCount == roster.Count;

    public long NextDue => HasRoom ? 0 : _giveUpAt;

    private bool HasRoom => _begun < roster.Count && _begun - roster.SettledCount < concurrency;

    public void Fire(long now)
    {
        if (now >= _giveUpAt)
        {
            throw new BenchException($"only {roster.SettledCount} of {roster.Count} sessions could be opened");
        }

        while (HasRoom)
        {
            roster[_begun++].Open();
        }
    }
}
