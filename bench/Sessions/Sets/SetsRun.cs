using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Sets;

/// <summary>All connections set as fast as their windows allow: warm-up, measurement, then until every client has every event.</summary>
internal sealed class SetsRun : ISchedule
{
    private const double OpenSecondsMax = 30;
    private const double DrainSecondsMax = 30;
    private const double LookSeconds = 0.02;
    private const int DefaultWindow = 16;

    private readonly BenchOptions _options;
    private readonly int? _server;
    private readonly SetsClient[] _clients;
    private readonly long _openUntil;
    private long _measureFrom = long.MaxValue;
    private long _measureTo = long.MaxValue;
    private long _nextLook;

    /// <param name="loop">Serves the connections.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="options">How many, how long.</param>
    public SetsRun(EventLoop loop, Server server, Faults faults, BenchOptions options)
    {
        _options = options;
        _server = server.Pid;
        Faults = faults;
        _clients = [.. Enumerable.Range(0, SetsBench.ConnectionsOf(options))
            .Select(number => new SetsClient(loop, server.Address, this, number, options.Window ?? DefaultWindow))];
        _openUntil = Clock.Now + Clock.Seconds(OpenSecondsMax);
    }

    public Faults Faults { get; }

    /// <summary>From when a set was sent until it was answered.</summary>
    public Latencies Sets { get; } = new();

    /// <summary>Event lines that came to all clients within the measurement.</summary>
    public long EventCount { get; private set; }

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    public bool IsSetting => To is null;

    public bool IsOver => To is not null && MissingCount == 0;

    public long NextDue => _nextLook;

    /// <summary>Answers and events that are to come.</summary>
    private long MissingCount
    {
        get
        {
            long answered = _clients.Sum(client => client.AnsweredCount);
            return _clients.Sum(client => client.WaitingCount + Math.Abs(answered - client.EventCount));
        }
    }

    public void Fire(long now)
    {
        _nextLook = now + Clock.Seconds(LookSeconds);
        if (_measureFrom == long.MaxValue)
        {
            Begin(now);
        }
        else if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server);
            EventCount = -Events();
        }
        else if (From is not null && To is null && now >= _measureTo)
        {
            To = Usage.Now(_server);
            EventCount += Events();
        }
        else if (now >= _measureTo && now - _measureTo > Clock.Seconds(DrainSecondsMax))
        {
            Faults.Add($"{MissingCount} answers or events are missing, or were too many");
            throw new BenchException("given up: without its answers the rest would mean nothing");
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

    internal void Answered(long time)
    {
        if (From is not null && To is null)
        {
            Sets.Add(time);
        }
    }

    private long Events() => _clients.Sum(client => client.EventCount);

    private void Begin(long now)
    {
        if (now >= _openUntil)
        {
            throw new BenchException("not all connections could be opened");
        }

        if (!_clients.All(client => client.IsOpen))
        {
            return;
        }

        _measureFrom = now + Clock.Seconds(_options.Warmup);
        _measureTo = _measureFrom + Clock.Seconds(_options.Seconds);
        foreach (var client in _clients)
        {
            client.Refill();
        }
    }
}
