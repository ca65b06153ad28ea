using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Calls;

/// <summary>A connection that stays, with one call at a time.</summary>
internal sealed class CallClient : IConnectionOwner
{
    private readonly EventLoop _loop;
    private readonly CallRun _run;
    private readonly Connection _connection;
    private bool _isOpen;
    private bool _isWaiting;
    private long _due;
    private byte[] _request = [];

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">Where it goes.</param>
    /// <param name="run">Is told how calls went.</param>
    public CallClient(EventLoop loop, ServerAddress server, CallRun run)
    {
        (_loop, _run) = (loop, run);
        _connection = new Connection(loop, server, this);
    }

    /// <summary>Calls, on the connection that is there or on a new one.</summary>
    /// <param name="number">Chooses the local address of a new connection.</param>
    /// <param name="due">When it should be sent.</param>
    /// <param name="request">As it goes on the wire.</param>
    public void Call(int number, long due, byte[] request)
    {
        (_due, _isWaiting, _request) = (due, true, request);
        if (_isOpen)
        {
            Send();
            return;
        }

        _isOpen = true;
        _connection.Open(number);
    }

    /// <summary>Drops the connection.</summary>
    public void Abort() => _connection.Abort();

    void IConnectionOwner.Opened() => Send();

    void IConnectionOwner.Received(ReadOnlySpan<byte> message)
    {
        var now = Clock.Now;
        if (!_isWaiting)
        {
            _run.Faults.Add("an answer came that nobody waits for");
            return;
        }

        _isWaiting = false;
        if (HttpAnswer.TryRead(message, out var answer) && _run.Kind.IsRight(answer))
        {
            _run.Answered(this, now - _due);
        }
        else
        {
            _run.Failed(this, $"a call was answered by {answer.Status} {answer.Excerpt()}");
        }
    }

    void IConnectionOwner.Ended(ConnectionEnd end)
    {
        _isOpen = false;
        _run.Faults.Add($"the connection of a client was {end}");
        if (_isWaiting)
        {
            _isWaiting = false;
            _run.Failed(this, "a call was not answered");
        }
    }

    private void Send()
    {
        _loop.Output.Start().Raw(_request);
        _connection.Send();
    }
}
