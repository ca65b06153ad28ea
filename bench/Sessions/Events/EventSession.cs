using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Events;

/// <summary>A session that logs in by a token of its own, subscribes if it has to, and stays.</summary>
internal abstract class EventSession : IConnectionOwner
{
    /// <summary>No publish has a tid as low as this.</summary>
    private const long SubscribeTid = Requests.LoginTid + 1;

    private readonly EventTraffic _traffic;
    private readonly int _number;
    private readonly EventTopic? _topic;
    private LoginAnswers _login;

    /// <param name="traffic">All of them.</param>
    /// <param name="number">The user's number; chooses the local address too.</param>
    /// <param name="topic">What it subscribes to; null: nothing.</param>
    protected EventSession(EventTraffic traffic, int number, EventTopic? topic)
    {
        (_traffic, _number, _topic) = (traffic, number, topic);
        Connection = new Connection(traffic.Loop, traffic.Server, this);
    }

    public bool IsReady { get; private set; }

    protected Connection Connection { get; }

    public void Open() => Connection.Open(_number);

    /// <summary>Drops the connection.</summary>
    public void Abort() => Connection.Abort();

    void IConnectionOwner.Opened()
    {
        Requests.LoginByToken(_traffic.Loop.Output, _traffic.Tokens.Make(Requests.UserName(_number)));
        Connection.Send();
    }

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        if (IsReady)
        {
            Received(message, Clock.Now);
        }
        else
        {
            TakeAnswer(ApiMessage.Read(message));
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end) => Ended(end);

    /// <summary>What comes once it is ready.</summary>
    protected abstract void Received(ReadOnlySpan<byte> message, long now);

    protected virtual void Ended(ConnectionEnd end) => throw _traffic.Lost($"the connection of session {_number} was {end}");

    private void TakeAnswer(in ApiMessage answer)
    {
        var isRight = _login.IsDone
            ? answer.Kind == ApiMessageKind.Ok && answer.Tid == SubscribeTid
            : _login.TryTake(answer, default);
        if (!isRight)
        {
            throw _traffic.Lost($"session {_number} was answered by {answer.Excerpt()}");
        }

        if (answer.Tid == SubscribeTid || (_login.IsDone && _topic is null))
        {
            IsReady = true;
            _traffic.Ready();
        }
        else if (_login.IsDone)
        {
            _topic!.Subscribe(_traffic.Loop.Output, SubscribeTid);
            Connection.Send();
        }
    }
}
