using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>The sessions that publish and those that get events, and how many came as they must not.</summary>
internal sealed class EventTraffic
{
    private const int DefaultConcurrency = 64;

    private readonly EventPlan _plan;
    private readonly EventSubscriber[] _subscribers;
    private readonly EventPublisher[] _publishers;
    private int _ready;
    private int _nextPublisher;

    /// <param name="loop">Serves the connections.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="tokens">Makes what they log in by.</param>
    /// <param name="plan">Who there is.</param>
    public EventTraffic(EventLoop loop, ServerAddress server, Faults faults, TokenMaker tokens, EventPlan plan)
    {
        (Loop, Server, Faults, Tokens, _plan) = (loop, server, faults, tokens, plan);
        Topics = [.. Enumerable.Range(0, plan.Topics).Select(number => new EventTopic(number))];
        _publishers = [.. Enumerable.Range(0, plan.Publishers)
            .Select(number => new EventPublisher(this, plan.Subscribers + number, number, plan))];
        _subscribers = [.. Enumerable.Range(0, plan.Subscribers)
            .Select(number => new EventSubscriber(this, number, number % plan.Topics))];
    }

    public EventLoop Loop { get; }

    public ServerAddress Server { get; }

    public Faults Faults { get; }

    public TokenMaker Tokens { get; }

    public IReadOnlyList<EventTopic> Topics { get; }

    public IReadOnlyList<EventPublisher> Publishers => _publishers;

    /// <summary>Whether windows are filled.</summary>
    public bool IsFilling { get; set; }

    /// <summary>Where events count that are published now; null: nowhere.</summary>
    public EventFigures? Figures { get; set; }

    /// <summary>Deliveries that were no repeats, from the begin on.</summary>
    public long DeliveredCount { get; private set; }

    /// <summary>Publishes that were answered, from the begin on.</summary>
    public long AnsweredCount => _publishers.Sum(publisher => publisher.AnsweredCount);

    /// <summary>Reads of the subscribers' sockets, from the begin on.</summary>
    public long ReadCount => _subscribers.Sum(subscriber => subscriber.ReadCount);

    /// <summary>Events that are not answered or not delivered to all.</summary>
    public int WaitingCount => _publishers.Sum(publisher => publisher.WaitingCount);

    /// <summary>Deliveries that there had to be and that have not come.</summary>
    public long MissingCount => _subscribers.Sum(subscriber => subscriber.MissingCount);

    public int DuplicateCount { get; private set; }

    public int ReorderedCount { get; private set; }

    /// <summary>Lets all log in and subscribe.</summary>
    /// <exception cref="BenchException">They can't.</exception>
    public void Open(BenchOptions options)
    {
        EventSession[] all = [.. _subscribers, .. _publishers];
        Loop.Run(new Opening(all.Length, options.Concurrency ?? DefaultConcurrency, () => _ready, number => all[number].Open()));
    }

    /// <summary>Publishes an event, from the publishers in turn.</summary>
    /// <param name="due">When it should be sent.</param>
    public void PublishNext(long due) => _publishers[_nextPublisher++ % _publishers.Length].Publish(due, Figures);

    /// <summary>Fills all windows.</summary>
    public void Refill() => Array.ForEach(_publishers, Refill);

    /// <summary>Drops all connections.</summary>
    public void Drop()
    {
        Array.ForEach(_subscribers, subscriber => subscriber.Abort());
        Array.ForEach(_publishers, publisher => publisher.Abort());
    }

    internal void Ready() => _ready++;

    internal bool IsPublished(int publisher, long number) =>
        publisher >= 0 && publisher < _publishers.Length && number >= EventBody.FirstNumber && number < _publishers[publisher].Next;

    internal void Refill(EventPublisher publisher)
    {
        if (IsFilling)
        {
            publisher.Refill();
        }
    }

    internal void Delivered(int publisher, long number, long now)
    {
        DeliveredCount++;
        _publishers[publisher].Delivered(number, now);
        Refill(_publishers[publisher]);
    }

    internal void Wrong(Arrival arrival, long number)
    {
        DuplicateCount += arrival == Arrival.Again ? 1 : 0;
        ReorderedCount += arrival == Arrival.Late ? 1 : 0;
        Faults.Add($"event {number} came to a subscriber {arrival switch
        {
            Arrival.Again => "twice",
            Arrival.Late => "after later ones",
            Arrival.AfterGap => "before earlier ones",
            _ => "of another topic",
        }}");
    }

    /// <summary>What must stay is gone.</summary>
    internal BenchException Lost(string what)
    {
        Faults.Add(what);
        return new BenchException("given up: without it the rest would mean nothing");
    }
}
