namespace EventPlatform.Bench.Sessions.Net;

/// <summary>What is to be done when, while connections are served.</summary>
internal interface ISchedule
{
    /// <summary>When <see cref="Fire"/> is due, on <see cref="Clock"/>; may change with everything that comes in.</summary>
    long NextDue { get; }

    bool IsOver { get; }

    /// <summary>Does what is due.</summary>
    void Fire(long now);
}
