using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>
/// Gets every event of its topic: of each publisher all, in order, each once. It does not answer them: nothing depends on that.
/// </summary>
internal sealed class EventSubscriber : EventSession
{
    /// <summary>Of so many deliveries one is read as a whole.</summary>
    private const int ReadEvery = 64;

    private readonly EventTraffic _traffic;
    private readonly EventTopic _topic;
    private readonly Arrivals[] _arrivals;
    private long _count;

    /// <param name="traffic">All of them.</param>
    /// <param name="number">The user's number.</param>
    /// <param name="topic">The topic's number.</param>
    public EventSubscriber(EventTraffic traffic, int number, int topic)
        : base(traffic, number, traffic.Topics[topic])
    {
        (_traffic, _topic) = (traffic, traffic.Topics[topic]);
        _arrivals = [.. traffic.Publishers.Select(_ => new Arrivals(EventBody.FirstNumber + topic, traffic.Topics.Count))];
    }

    /// <summary>Reads of its socket that brought something.</summary>
    public long ReadCount => Connection.ReadCount;

    /// <summary>Events that it should have got and has not.</summary>
    public long MissingCount => _arrivals.Zip(_traffic.Publishers, (arrivals, publisher) => arrivals.Missing(publisher.Next)).Sum();

    protected override void Received(ReadOnlySpan<byte> message, long now)
    {
        if (!EventBody.TryFind(message, out var number, out var publisher) || !_traffic.IsPublished(publisher, number))
        {
            // An event that tells of a gap, too.
            _traffic.Faults.Add($"a subscriber got {ApiMessage.Read(message).Excerpt()}");
            return;
        }

        var arrival = _arrivals[publisher].Take(number);
        if (arrival is Arrival.Foreign or Arrival.Again)
        {
            _traffic.Wrong(arrival, number);
            return;
        }

        if (arrival != Arrival.InOrder)
        {
            _traffic.Wrong(arrival, number);
        }

        if (++_count % ReadEvery == 0 && !_topic.IsDelivery(message, _traffic.Publishers[publisher].BodyOf(number)))
        {
            _traffic.Faults.Add($"event {number} was delivered as {ApiMessage.Read(message).Excerpt()}");
        }

        _traffic.Delivered(publisher, number, now);
    }
}
