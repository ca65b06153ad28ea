using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Rpc;

/// <summary>A connection that stays, with one call at a time.</summary>
internal sealed class RpcClient : IConnectionOwner
{
    private const int Ok = 200;

    private readonly EventLoop _loop;
    private readonly RpcRun _run;
    private readonly byte[] _request;
    private readonly Connection _connection;
    private bool _isOpen;
    private bool _isWaiting;
    private long _due;

    /// <param name="loop">Serves the connection.</param>
    /// <param name="server">Where it goes.</param>
    /// <param name="run">Is told how calls went.</param>
    /// <param name="request">Each call, as it goes on the wire.</param>
    public RpcClient(EventLoop loop, ServerAddress server, RpcRun run, byte[] request)
    {
        (_loop, _run, _request) = (loop, run, request);
        _connection = new Connection(loop, server, this);
    }

    private static ReadOnlySpan<byte> OkBody => "{\"result\":\"ok\"}"u8;

    /// <summary>Calls, on the connection that is there or on a new one.</summary>
    /// <param name="number">Chooses the local address of a new connection.</param>
    /// <param name="due">When it should be sent.</param>
    public void Call(int number, long due)
    {
        (_due, _isWaiting) = (due, true);
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
        if (HttpAnswer.TryRead(message, out var answer) && answer.Status == Ok && answer.Body.SequenceEqual(OkBody))
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
