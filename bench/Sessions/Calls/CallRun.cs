using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Calls;

/// <summary>Calls at a rate, or as fast as they are answered: warm-up, measurement, then until all is answered.</summary>
internal sealed class CallRun : ISchedule
{
    private const double DrainSecondsMax = 10;
    private const int DefaultConcurrency = 32;

    private readonly int? _server;

    /// <summary>In turn, so that all connections are in use.</summary>
    private readonly Queue<CallClient> _free = new();
    private readonly CallClient[] _clients;
    private readonly Pace? _pace;
    private readonly long _measureFrom;
    private readonly long _measureTo;
    private readonly long _giveUpAt;
    private int _begun;

    /// <param name="loop">Serves the connections.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="options">How many, how long.</param>
    /// <param name="kind">What is called.</param>
    /// <param name="rate">Calls a second; null: as fast as they are answered.</param>
    /// <param name="random">Makes the pace uneven.</param>
    public CallRun(EventLoop loop, Server server, Faults faults, BenchOptions options, ICallKind kind, double? rate, Random random)
    {
        _server = server.Pid;
        (Faults, Kind) = (faults, kind);
        var count = options.Concurrency ?? DefaultConcurrency;
        _clients = [.. Enumerable.Range(0, count).Select(_ => new CallClient(loop, server.Address, this))];
        foreach (var client in _clients)
        {
            _free.Enqueue(client);
        }

        var now = Clock.Now;
        _pace = rate is { } perSecond ? new Pace(now, perSecond, random) : null;
        _measureFrom = now + Clock.Seconds(options.Warmup);
        _measureTo = _measureFrom + Clock.Seconds(options.Seconds);
        _giveUpAt = _measureTo + Clock.Seconds(DrainSecondsMax);
    }

    public Faults Faults { get; }

    public ICallKind Kind { get; }

    /// <summary>From when a call was due until its answer came.</summary>
    public Latencies Calls { get; } = new();

    /// <summary>From when a call was due until it was sent.</summary>
    public Latencies Late { get; } = new();

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    public bool IsOver => To is not null && _free.Count == _clients.Length;

    public long NextDue
    {
        get
        {
            var next = From is null ? _measureFrom : To is null ? _measureTo : _giveUpAt;
            return HasRoom ? Math.Min(next, _pace?.NextDue ?? 0) : next;
        }
    }

    private bool HasRoom => To is null && _free.Count > 0;

    public void Fire(long now)
    {
        if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server);
        }

        if (To is null && now >= _measureTo)
        {
            To = Usage.Now(_server);
        }

        if (now >= _giveUpAt)
        {
            Faults.Add($"{_clients.Length - _free.Count} calls were not answered");
            throw new BenchException("given up: without its answers the rest would mean nothing");
        }

        while (HasRoom && (_pace is null || _pace.NextDue <= now))
        {
            Begin(now);
        }
    }

    /// <summary>Drops all connections.</summary>
    public void Drop()
    {
        foreach (var client in _clients)
        {
            client.Abort();
        }
    }

    internal void Answered(CallClient client, long time)
    {
        _free.Enqueue(client);
        if (From is not null && To is null)
        {
            Calls.Add(time);
        }
    }

    internal void Failed(CallClient client, string what)
    {
        Faults.Add(what);
        _free.Enqueue(client);
    }

    private void Begin(long now)
    {
        var due = _pace?.Take() ?? now;
        if (From is not null)
        {
            Late.Add(now - due);
        }

        _free.Dequeue().Call(_begun, due, Kind.Request(_begun));
        _begun++;
    }
}
