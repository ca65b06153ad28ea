using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

// opening -> settled (logged in) -> stopping, when a probe stops it -> its connection ended and the stop was answered -> opening
internal sealed class Session : IConnectionOwner
{
    private readonly Roster _roster;
    private readonly Connection _connection;
    private LoginAnswers _login;
    private bool _isStopping;
    private bool _isStopAnswered;
    private bool _hasEnded;

    /// <param name="roster">All of them.</param>
    /// <param name="number">The user's number; chooses the local address too.</param>
    /// <param name="id">The session's id, each time it logs in: an id that was stopped is free.</param>
    public Session(Roster roster, int number, byte[] id)
    {
        _roster = roster;
        Number = number;
        Id = id;
        _connection = new Connection(roster.Loop, roster.Server, this);
    }

    public int Number { get; }

    public byte[] Id { get; }

    /// <summary>Takes the answers to what this session asks; null: it asks nothing.</summary>
    public Probe? Probe { get; set; }

    /// <summary>Questions about this session that wait for their answer.</summary>
    public int AskedCount { get; set; }

    public bool IsSettled => _login.IsDone && !_isStopping;

    /// <summary>When it logged in, on <see cref="Clock"/>.</summary>
    public long SettledAt { get; private set; }

    /// <summary>What <c>user/get</c> must tell.</summary>
    public string Remote => _roster.Server.Remote(Number, _connection.LocalPort);

    public void Open()
    {
        _login = default;
        _isStopping = _isStopAnswered = _hasEnded = false;
        _connection.Open(Number);
    }

    /// <summary>Sends what is in the loop's buffer.</summary>
    public void Send() => _connection.Send();

    /// <summary>From here on it may end at any time.</summary>
    public void Stopping()
    {
        _roster.SettledCount--;
        _isStopping = true;
    }

    /// <summary>The stop was answered: from here on its id is free. It comes back when its connection has ended.</summary>
    public void Stopped()
    {
        _isStopAnswered = true;
        Reopen();
    }

    void IConnectionOwner.Opened()
    {
        Requests.Login(_roster.Loop.Output, Number, Id);
        _connection.Send();
    }

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        var received = ApiMessage.Read(message);
        if (!_login.IsDone)
        {
            LogIn(received, now);
        }
        else if (received.Kind == ApiMessageKind.Request && received.Class.SequenceEqual("bench"u8))
        {
            Requests.Echo(_roster.Loop.Output, received.Data, received.Tid);
            _connection.Send();
        }
        else if (Probe is null || received.Kind is ApiMessageKind.Request or ApiMessageKind.Invalid)
        {
            _roster.Faults.Add($"session {Number} got {received.Excerpt()}");
        }
        else
        {
            Probe.Received(received, now);
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end)
    {
        var code = _roster.Server.Framing == Framing.WebSocket ? ConnectionEnd.Normal : ConnectionEnd.NoCode;
        if (_isStopping && end.Detail is null && end.Code == code)
        {
            _hasEnded = true;
            Reopen();
            return;
        }

        Lost($"the connection of session {Number} was {end}");
    }

    private void LogIn(in ApiMessage received, long now)
    {
        if (!_login.TryTake(received, Id))
        {
            _connection.Abort();
            Lost($"the login of session {Number} was answered by {received.Excerpt()}");
        }
        else if (_login.IsDone)
        {
            SettledAt = now;
            _roster.SettledCount++;
        }
    }

    /// <summary>It tries again: one that is missing would make all further lists wrong.</summary>
    private void Lost(string what)
    {
        _roster.Faults.Add(what);
        if (IsSettled)
        {
            _roster.SettledCount--;
        }

        Probe?.Lost();
        Open();
    }

    private void Reopen()
    {
        if (_isStopAnswered && _hasEnded)
        {
            Open();
        }
    }
}
