namespace EventPlatform.Bench.Sessions.Net;

/// <summary>Nothing is asked for a while; pings are answered.</summary>
internal sealed class Pause(double seconds) : ISchedule
{
    public long NextDue { get; } = Clock.Now + Clock.Seconds(seconds);

    public bool IsOver { get; private set; }

    public void Fire(long now) => IsOver = true;
}
