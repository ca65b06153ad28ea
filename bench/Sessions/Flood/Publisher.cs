using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>
/// A user of the file, whose rights come from rules. It publishes without waiting; answers and deliveries must come in the order in which
/// it published.
/// </summary>
internal sealed class Publisher : IConnectionOwner
{
    private readonly EventLoop _loop;
    private readonly Faults _faults;
    private readonly int _number;
    private readonly Connection _connection;
    private readonly Queue<Published> _unanswered = new();
    private readonly Queue<Published> _undelivered = new();
    private LoginAnswers _login;

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">Where it goes.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="number">The user's number.</param>
    public Publisher(EventLoop loop, ServerAddress server, Faults faults, int number)
    {
        _loop = loop;
        _faults = faults;
        _number = number;
        _connection = new Connection(loop, server, this);
    }

    public bool IsReady => _login.IsDone;

    /// <summary>Answers and deliveries that are to come.</summary>
    public int WaitingCount => _unanswered.Count + _undelivered.Count;

    public void Open() => _connection.Open(_number);

    public void Publish(Published published)
    {
        published.Figures?.Late.Add(Clock.Now - published.Due);
        _unanswered.Enqueue(published);
        _undelivered.Enqueue(published);
        Requests.Publish(_loop.Output, published.Number, published.Number);
        _connection.Send();
    }

    /// <summary>The subscriber got one of its events.</summary>
    public void Delivered(long number, long now)
    {
        while (_undelivered.TryPeek(out var next) && next.Number < number)
        {
            _undelivered.Dequeue();
            _faults.Add($"event {next.Number} was not delivered before {number}");
        }

        if (!_undelivered.TryPeek(out var published) || published.Number != number)
        {
            _faults.Add($"event {number} was delivered twice, or late");
            return;
        }

        _undelivered.Dequeue();
        published.Figures?.Deliver.Add(now - published.Due);
    }

    void IConnectionOwner.Opened()
    {
        Requests.LoginByPassword(_loop.Output, Requests.UserName(_number), GatewayAccess.Password, Requests.LoginTid);
        _connection.Send();
    }

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        var received = ApiMessage.Read(message);
        if (!_login.IsDone)
        {
            if (!_login.TryTake(received, default))
            {
                throw Lost($"the login of a publisher was answered by {received.Excerpt()}");
            }
        }
        else if (received.Kind == ApiMessageKind.Ok && received.Data.IsEmpty
            && _unanswered.TryPeek(out var published) && published.Number == received.Tid)
        {
            _unanswered.Dequeue();
            published.Figures?.Publish.Add(now - published.Due);
        }
        else
        {
            _faults.Add($"a publisher got {received.Excerpt()}");
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end) => throw Lost($"the connection of a publisher was {end}");

    private BenchException Lost(string what)
    {
        _faults.Add(what);
        return new BenchException("given up: without a publisher the rest would mean nothing");
    }
}
