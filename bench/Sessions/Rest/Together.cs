using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Rest;

/// <summary>Several schedules on one loop.</summary>
internal sealed class Together(params ISchedule[] parts) : ISchedule
{
    public long NextDue => parts.Min(part => part.IsOver ? long.MaxValue : part.NextDue);

    public bool IsOver => parts.All(part => part.IsOver);

    public void Fire(long now)
    {
        foreach (var part in parts.Where(part => !part.IsOver && part.NextDue <= now))
        {
            part.Fire(now);
        }
    }
}
