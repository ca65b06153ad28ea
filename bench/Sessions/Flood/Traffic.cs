using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>The ordinary users: some publish in turn, one gets every event. As a schedule: until all of them are there.</summary>
internal sealed class Traffic : ISchedule
{
    private const double SettleSecondsMax = 60;

    private readonly Publisher[] _publishers;
    private readonly Subscriber _subscriber;
    private readonly long _giveUpAt = Clock.Now + Clock.Seconds(SettleSecondsMax);
    private long _lastNumber = Requests.LoginTid;
    private bool _isOpened;

    public Traffic(EventLoop loop, ServerAddress server, Faults faults, GatewayAccess access, int publisherCount)
    {
        _publishers = [.. Enumerable.Range(0, publisherCount).Select(number => new Publisher(loop, server, faults, number))];
        var token = access.Tokens.Make(Requests.UserName(publisherCount));
        _subscriber = new Subscriber(loop, server, faults, token, _publishers);
    }

    public bool IsOver => _subscriber.IsReady && _publishers.All(publisher => publisher.IsReady);

    public long NextDue => _isOpened ? _giveUpAt : 0;

    /// <summary>Answers and deliveries that are to come.</summary>
    public int WaitingCount => _publishers.Sum(publisher => publisher.WaitingCount);

    public void Fire(long now)
    {
        if (_isOpened)
        {
            throw new BenchException("the users who publish and subscribe could not log in");
        }

        _isOpened = true;
        _subscriber.Open();
        foreach (var publisher in _publishers)
        {
            publisher.Open();
        }
    }

    /// <summary>Publishes the next event.</summary>
    /// <param name="due">When it should be sent.</param>
    /// <param name="figures">Where it counts; null: nowhere.</param>
    public void PublishNext(long due, EventFigures? figures)
    {
        var number = ++_lastNumber;
        _publishers[number % _publishers.Length].Publish(new Published(number, due, figures));
    }
}
