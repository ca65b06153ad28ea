using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>
/// Logs in by a token, subscribes, and tells publishers what it gets. It does not answer events: nothing depends on that.
/// </summary>
internal sealed class Subscriber : IConnectionOwner
{
    private const long SubscribeTid = Requests.LoginTid + 1;

    private readonly EventLoop _loop;
    private readonly Faults _faults;
    private readonly byte[] _token;
    private readonly IReadOnlyList<Publisher> _publishers;
    private readonly Connection _connection;
    private LoginAnswers _login;

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">Where it goes.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="token">Its user's.</param>
    /// <param name="publishers">Whose events it gets: of n publishers the one at a number's rest by n.</param>
    public Subscriber(EventLoop loop, ServerAddress server, Faults faults, byte[] token, IReadOnlyList<Publisher> publishers)
    {
        _loop = loop;
        _faults = faults;
        _token = token;
        _publishers = publishers;
        _connection = new Connection(loop, server, this);
    }

    public bool IsReady { get; private set; }

    public void Open() => _connection.Open(0);

    void IConnectionOwner.Opened()
    {
        Requests.LoginByToken(_loop.Output, _token);
        _connection.Send();
    }

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        var received = ApiMessage.Read(message);
        if (!_login.IsDone)
        {
            LogIn(received);
        }
        else if (!IsReady)
        {
            IsReady = received.Kind == ApiMessageKind.Ok && received.Tid == SubscribeTid
                ? true
                : throw Lost($"the subscriber was answered by {received.Excerpt()}");
        }
        else if (received.Kind == ApiMessageKind.Request && EventNumber.Read(received.Data) is >= 0 and var number)
        {
            _publishers[(int)(number % _publishers.Count)].Delivered(number, now);
        }
        else
        {
            // An event that tells of a gap, too.
            _faults.Add($"the subscriber got {received.Excerpt()}");
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end) => throw Lost($"the connection of the subscriber was {end}");

    private void LogIn(in ApiMessage received)
    {
        if (!_login.TryTake(received, default))
        {
            throw Lost($"the login of the subscriber was answered by {received.Excerpt()}");
        }

        if (_login.IsDone)
        {
            Requests.Subscribe(_loop.Output, SubscribeTid);
            _connection.Send();
        }
    }

    private BenchException Lost(string what)
    {
        _faults.Add(what);
        return new BenchException("given up: without the subscriber the rest would mean nothing");
    }
}
