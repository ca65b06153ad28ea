using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Measure;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>Publishes without waiting, to all topics in turn; answers must come in the order in which it published.</summary>
internal sealed class EventPublisher : EventSession
{
    /// <summary>An event's number less this is the tid of its request.</summary>
    private const long TidsBelow = EventBody.FirstNumber - Requests.LoginTid - 2;

    private readonly EventTraffic _traffic;
    private readonly EventPlan _plan;
    private readonly InFlight _inFlight;
    private readonly EventBody _body;
    private long _answered = EventBody.FirstNumber;

    /// <param name="traffic">All of them.</param>
    /// <param name="user">The user's number.</param>
    /// <param name="number">The publisher's.</param>
    /// <param name="plan">What is published to how many.</param>
    public EventPublisher(EventTraffic traffic, int user, int number, EventPlan plan)
        : base(traffic, user, null)
    {
        (_traffic, _plan) = (traffic, plan);
        _inFlight = new InFlight(plan.DeliveriesEach + 1);
        _body = new EventBody(number, plan.BodyBytes);
    }

    /// <summary>The number of the next event.</summary>
    public long Next => _inFlight.Next;

    /// <summary>Publishes that were answered.</summary>
    public long AnsweredCount => _answered - EventBody.FirstNumber;

    /// <summary>Events that are not answered or not delivered to all.</summary>
    public int WaitingCount => _inFlight.Count;

    public ReadOnlySpan<byte> BodyOf(long number) => _body.Of(number);

    /// <summary>Publishes one event.</summary>
    /// <param name="due">When it should be sent.</param>
    /// <param name="figures">Where it counts; null: nowhere.</param>
    public void Publish(long due, EventFigures? figures)
    {
        figures?.Late.Add(Clock.Now - due);
        Write(due, figures);
        Connection.Send();
    }

    /// <summary>Fills the window in one write when half of it is free: so batches stay alike.</summary>
    public void Refill()
    {
        var free = _plan.Window - WaitingCount;
        if (free < (_plan.Window + 1) / 2)
        {
            return;
        }

        var now = Clock.Now;
        for (; free > 0; free--)
        {
            Write(now, _traffic.Figures);
            Connection.Add();
        }

        Connection.SendAdded();
    }

    /// <summary>One subscriber has one of its events.</summary>
    public void Delivered(long number, long now)
    {
        if (_inFlight.Holds(number))
        {
            _inFlight.Delivered(number, now);
        }
    }

    protected override void Received(ReadOnlySpan<byte> message, long now)
    {
        var answer = ApiMessage.Read(message);
        if (answer.Kind != ApiMessageKind.Ok || !answer.Data.IsEmpty || answer.Tid != _answered - TidsBelow || _answered == Next)
        {
            _traffic.Faults.Add($"a publisher got {answer.Excerpt()}");
            return;
        }

        _inFlight.Answered(_answered++, now);
        _traffic.Refill(this);
    }

    private void Write(long due, EventFigures? figures)
    {
        var number = _inFlight.Add(due, figures);
        var topic = _traffic.Topics[(int)((number - EventBody.FirstNumber) % _traffic.Topics.Count)];
        topic.Publish(_traffic.Loop.Output, _body.Of(number), number - TidsBelow);
    }
}
