using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

// attempt -> refused (delayed by the server) -> attempt -> ... -> the fifth refusal -> closed, by the server when all five were wrong
//   passwords, by the attacker when some were not decided (100081 does not count) -> attempt on a new connection
internal sealed class Attacker : IConnectionOwner
{
    private const string WrongPassword = "one of those that people have";

    /// <summary>Close code of a connection that failed too often, or was not logged in in time.</summary>
    private const int PolicyViolation = 1008;

    /// <summary><c>Limits:LoginFailures</c>.</summary>
    private const int FailuresMax = 5;

    /// <summary>A little less than <c>Limits:LoginTimeout</c>: from then on the server may close.</summary>
    private static readonly long LoginTime = Clock.Seconds(29);

    private readonly Attackers _attackers;
    private readonly Connection _connection;
    private readonly int _closeCode;
    private string _user = "";
    private int _refusals;
    private int _failures;
    private bool _isOpen;
    private bool _isBusy;
    private bool _isWaiting;
    private bool _isAcknowledged;
    private long _due;
    private long _openedAt;
    private long _sentAt;

    public Attacker(Attackers attackers, ServerAddress server)
    {
        _attackers = attackers;
        _connection = new Connection(attackers.Loop, server, this);
        _closeCode = server.Framing == Framing.WebSocket ? PolicyViolation : ConnectionEnd.NoCode;
    }

    /// <summary>Tries the next password, on the connection that is there or on a new one.</summary>
    /// <param name="user">As whom.</param>
    /// <param name="number">Chooses the local address of a new connection.</param>
    /// <param name="due">When it should be sent.</param>
    public void Attempt(string user, int number, long due)
    {
        (_user, _due, _isBusy, _isWaiting, _isAcknowledged) = (user, due, true, true, false);
        if (_isOpen)
        {
            Send();
            return;
        }

        (_isOpen, _refusals, _failures, _openedAt) = (true, 0, 0, Clock.Now);
        _attackers.OpenedCount++;
        _connection.Open(number);
    }

    /// <summary>Drops the connection.</summary>
    public void Abort() => _connection.Abort();

    void IConnectionOwner.Opened() => Send();

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        var answer = ApiMessage.Read(message);
        if (!_isWaiting || answer.Tid != Requests.LoginTid + _refusals)
        {
            Fail($"an attacker got {answer.Excerpt()}");
        }
        else if (!_isAcknowledged && answer.Kind == ApiMessageKind.Ack)
        {
            _isAcknowledged = true;
        }
        else if (_isAcknowledged && answer.Kind == ApiMessageKind.Error
            && LoginRefusals.Read(answer.Data) is var refusal and not LoginRefusal.None)
        {
            _isWaiting = false;
            _refusals++;
            _failures += refusal == LoginRefusal.Unauthorized ? 1 : 0;
            _attackers.Refused(refusal, _due, now - _sentAt);
            Rest();
        }
        else
        {
            Fail($"a wrong password was answered by {answer.Excerpt()}");
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end)
    {
        _isOpen = false;
        var isClosed = end.Detail is null && end.Code == _closeCode;
        var isLate = Clock.Now - _openedAt >= LoginTime;
        if (!isClosed || (_failures < FailuresMax && !isLate))
        {
            _attackers.Failed($"the connection of an attacker was {end} after {_failures} wrong passwords");
        }
        else if (_isWaiting)
        {
            _attackers.TimedOutCount++;
        }

        _isWaiting = false;
        BeFree();
    }

    private void Send()
    {
        _sentAt = Clock.Now;
        Requests.LoginByPassword(_attackers.Loop.Output, _user, WrongPassword, Requests.LoginTid + _refusals);
        _connection.Send();
    }

    /// <summary>Waits for the server's close, or has its turn later.</summary>
    private void Rest()
    {
        if (_failures == FailuresMax)
        {
            return;
        }

        if (_refusals == FailuresMax)
        {
            _connection.Abort();
            _isOpen = false;
        }

        BeFree();
    }

    private void Fail(string what)
    {
        _connection.Abort();
        _isOpen = _isWaiting = false;
        _attackers.Failed(what);
        BeFree();
    }

    /// <summary>The next attempt may come. One whose connection ends while it rests is free already.</summary>
    private void BeFree()
    {
        if (_isBusy)
        {
            _isBusy = false;
            _attackers.Free(this);
        }
    }
}
