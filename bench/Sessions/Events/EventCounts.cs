namespace EventPlatform.Bench.Sessions.Events;

/// <summary>What has happened up to a moment, or between two.</summary>
/// <param name="Answered">Publishes that were answered.</param>
/// <param name="Delivered">Deliveries.</param>
/// <param name="Reads">Reads of the subscribers' sockets.</param>
internal readonly record struct EventCounts(long Answered, long Delivered, long Reads)
{
    public static EventCounts Of(EventTraffic traffic) => new(traffic.AnsweredCount, traffic.DeliveredCount, traffic.ReadCount);

    public static EventCounts operator -(EventCounts to, EventCounts from) =>
        new(to.Answered - from.Answered, to.Delivered - from.Delivered, to.Reads - from.Reads);
}
