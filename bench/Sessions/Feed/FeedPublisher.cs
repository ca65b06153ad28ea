using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Flood;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Feed;

/// <summary>A session of the External API that publishes without waiting; answers must come in the order in which it published.</summary>
internal sealed class FeedPublisher : IConnectionOwner
{
    private readonly EventLoop _loop;
    private readonly FeedRun _run;
    private readonly int _number;
    private readonly Connection _connection;
    private readonly Queue<Published> _unanswered = new();
    private LoginAnswers _login;

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">The External API.</param>
    /// <param name="run">Is told what goes wrong.</param>
    /// <param name="number">The user's number.</param>
    public FeedPublisher(EventLoop loop, ServerAddress server, FeedRun run, int number)
    {
        (_loop, _run, _number) = (loop, run, number);
        _connection = new Connection(loop, server, this);
        _connection.Open(number);
    }

    public bool IsReady => _login.IsDone;

    /// <summary>Answers that are to come.</summary>
    public int WaitingCount => _unanswered.Count;

    /// <param name="facts">What the event says.</param>
    /// <param name="class">The number of its class.</param>
    /// <param name="due">When it should be sent.</param>
    /// <param name="figures">Where it counts; null: nowhere.</param>
    public void Publish(FeedFacts facts, int @class, long due, EventFigures? figures)
    {
        figures?.Late.Add(Clock.Now - due);
        _unanswered.Enqueue(new Published(facts.Number, due, figures));
        FeedEvents.Publish(_loop.Output, facts, @class);
        _connection.Send();
    }

    /// <summary>Drops the connection.</summary>
    public void Abort() => _connection.Abort();

    void IConnectionOwner.Opened()
    {
        Requests.Login(_loop.Output, _number, []);
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
                throw _run.Lost($"the login of a publisher was answered by {received.Excerpt()}");
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
            _run.Faults.Add($"a publisher got {received.Excerpt()}");
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end) => throw _run.Lost($"the connection of a publisher was {end}");
}
