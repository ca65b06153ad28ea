using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Logins;

/// <summary>Comes, logs in and goes, again and again, each time as another user.</summary>
internal sealed class LoginClient : IConnectionOwner
{
    private const long SubscribeTid = Requests.LoginTid + 1;

    private readonly EventLoop _loop;
    private readonly LoginsRun _run;
    private readonly Connection _connection;
    private LoginAnswers _answers;
    private int _number;
    private byte[]? _token;
    private long _due;
    private long _openedAt;
    private bool _isSubscribing;

    public LoginClient(EventLoop loop, ServerAddress server, LoginsRun run)
    {
        _loop = loop;
        _run = run;
        _connection = new Connection(loop, server, this);
    }

    /// <summary>Pings of the server.</summary>
    public int PingCount => _connection.PingCount;

    /// <summary>Begins a connection.</summary>
    /// <param name="number">Who comes.</param>
    /// <param name="due">When it should have begun; now at the latest.</param>
    /// <param name="token">That user's; null: the name is enough.</param>
    public void Begin(int number, long due, byte[]? token)
    {
        _token = token;
        _number = number;
        _due = due;
        _openedAt = 0;
        _isSubscribing = false;
        _answers = default;
        _connection.Open(number);
    }

    /// <summary>Drops the connection.</summary>
    public void Abort() => _connection.Abort();

    void IConnectionOwner.Opened()
    {
        _openedAt = Clock.Now;
        if (_token is null)
        {
            Requests.Login(_loop.Output, _number, default);
        }
        else
        {
            Requests.LoginByToken(_loop.Output, _token);
        }

        _connection.Send();
    }

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        var answer = ApiMessage.Read(message);
        if (_isSubscribing && answer.Kind == ApiMessageKind.Ok && answer.Tid == SubscribeTid)
        {
            _isSubscribing = false;
            Settle();
            return;
        }

        if (!_answers.TryTake(answer, default))
        {
            _connection.Abort();
            _run.Failed(this, $"login {_number} was answered by {answer.Excerpt()}");
            return;
        }

        if (_answers.IsDone)
        {
            _run.LoggedIn(connectTime: _openedAt - _due, loginTime: now - _openedAt);
            if (_run.Subscribes)
            {
                _isSubscribing = true;
                Requests.Subscribe(_loop.Output, SubscribeTid);
                _connection.Send();
            }
            else
            {
                Settle();
            }
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end)
    {
        var isDone = _answers.IsDone && !_isSubscribing && !_run.Keeps;
        var isRight = isDone && end.Detail is null && end.Code is ConnectionEnd.Normal or ConnectionEnd.NoCode;
        if (isRight)
        {
            _run.Gone(this);
        }
        else
        {
            _run.Failed(this, $"the connection of login {_number} was {end}");
        }
    }

    /// <summary>It stays, or goes.</summary>
    private void Settle()
    {
        if (_run.Keeps)
        {
            _run.Kept(this);
        }
        else
        {
            _connection.Close();
        }
    }
}
