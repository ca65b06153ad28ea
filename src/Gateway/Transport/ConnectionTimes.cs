namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Pings and the idle limit of a connection: one entry on the shared wheel, looked at when something may be due. Activity only notes the
/// tick, it never moves the entry.
/// </summary>
internal sealed class ConnectionTimes
{
    private readonly MessageConnection _connection;
    private readonly MessageConnectionOptions _options;
    private WheelTimer? _timer;
    private long _lastActivity;
    private long _nextPing;
    private volatile bool _isStopped;

    public ConnectionTimes(MessageConnection connection, MessageConnectionOptions options, TimingWheel wheel)
    {
        _connection = connection;
        _options = options;
        Wheel = wheel;
        _lastActivity = wheel.Tick;
        _nextPing = NextPing();
        Arm();
    }

    public TimingWheel Wheel { get; }

    /// <summary>A message, ping or pong came.</summary>
    public void Received(DecodedKind kind)
    {
        if (kind != DecodedKind.Ping || _options.PingIsActivity)
        {
            Volatile.Write(ref _lastActivity, Wheel.Tick);
        }
    }

    /// <summary>Messages were sent, or only parts of one.</summary>
    public void Sent(int messages)
    {
        if (messages > 0 && _options.SendingIsActivity)
        {
            Volatile.Write(ref _lastActivity, Wheel.Tick);
        }
    }

    public void Stop()
    {
        _isStopped = true;
        Volatile.Read(ref _timer)?.Cancel();
    }

    // One tick more: the last activity may have come late in its tick, and idle is never told early.
    private long IdleDue() =>
        _options.IdleTimeout > TimeSpan.Zero
            ? Volatile.Read(ref _lastActivity) + TimingWheel.Ticks(_options.IdleTimeout) + 1
            : long.MaxValue;

    private long NextPing() =>
        _options.PingInterval > TimeSpan.Zero && OutboundFrame.Ping(_connection.Framing) is not null
            ? Wheel.Tick + TimingWheel.Ticks(_options.PingInterval)
            : long.MaxValue;

    private void Check()
    {
        if (_isStopped || _connection.IsClosing)
        {
            return;
        }

        var now = Wheel.Tick;
        if (IdleDue() <= now)
        {
            _connection.Close(CloseCode.Idle);
            return;
        }

        if (_nextPing <= now)
        {
            _connection.SendPing();
            _nextPing = NextPing();
        }

        Arm();
    }

    private void Arm()
    {
        var due = Math.Min(_nextPing, IdleDue());
        if (due < long.MaxValue)
        {
            var wait = Math.Max(0, due - Wheel.Tick) * TimingWheel.TickLength;
            Volatile.Write(ref _timer, Wheel.Schedule(wait, static state => ((ConnectionTimes)state!).Check(), this));
            if (_isStopped)
            {
                Stop();
            }
        }
    }
}
