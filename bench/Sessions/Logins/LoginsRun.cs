using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Logins;

/// <summary>
/// Logins at a rate, or as fast as they are carried out: warm-up, measurement, then until the last has gone. What ends within the
/// measurement counts.
/// </summary>
internal sealed class LoginsRun : ISchedule
{
    private const double DrainSecondsMax = 10;

    private readonly EventLoop _loop;
    private readonly Server _server;
    private readonly Faults _faults;
    private readonly LoginPlan _plan;
    private readonly Stack<LoginClient> _free = new();
    private readonly HashSet<LoginClient> _busy = [];
    private readonly List<LoginClient> _kept = [];
    private readonly Pace? _pace;
    private readonly TokenSupply? _tokens;
    private readonly long _measureFrom;
    private readonly long _giveUpAt;
    private long _measureTo;
    private int _begun;
    private bool _isOver;

    /// <param name="loop">Serves the connections.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="faults">What was wrong.</param>
    /// <param name="plan">How logins come.</param>
    /// <param name="random">Makes the pace uneven.</param>
    /// <param name="tokens">What they bring; null: a name is enough.</param>
    public LoginsRun(EventLoop loop, Server server, Faults faults, LoginPlan plan, Random random, TokenSupply? tokens = null)
    {
        _tokens = tokens;
        _loop = loop;
        _server = server;
        _faults = faults;
        _plan = plan;
        var now = Clock.Now;
        _pace = plan.Rate is { } rate ? new Pace(now, rate, random) : null;
        _measureFrom = now + Clock.Seconds(plan.Warmup);
        _measureTo = _measureFrom + Clock.Seconds(plan.Seconds);
        _giveUpAt = _measureTo + Clock.Seconds(DrainSecondsMax);
    }

    /// <summary>From when a connection was due until a login could be sent.</summary>
    public Latencies Connect { get; } = new();

    /// <summary>From when a login was sent until its answer came.</summary>
    public Latencies Login { get; } = new();

    /// <summary>From when a connection was due until it was begun.</summary>
    public Latencies Late { get; } = new();

    /// <summary>Null until the measurement begins.</summary>
    public Usage? From { get; private set; }

    /// <summary>Null until the measurement ends.</summary>
    public Usage? To { get; private set; }

    public int KeptCount => _kept.Count;

    /// <summary>Pings that came to those that stay.</summary>
    public int PingCount => _kept.Sum(client => client.PingCount);

    public bool Keeps => _plan.Keep > 0;

    public bool Subscribes => _plan.Subscribes;

    public bool IsOver => _isOver || (To is not null && _busy.Count == 0);

    public long NextDue
    {
        get
        {
            var next = From is null ? _measureFrom : To is null ? _measureTo : _giveUpAt;
            return HasRoom ? Math.Min(next, _pace?.NextDue ?? 0) : next;
        }
    }

    /// <summary>Whether one more may begin.</summary>
    private bool HasRoom =>
        To is null && _busy.Count < _plan.Concurrency && (_plan.Count == 0 || _begun < _plan.Count)
            && (!Keeps || _kept.Count + _busy.Count < _plan.Keep);

    public void Fire(long now)
    {
        if (From is null && now >= _measureFrom)
        {
            From = Usage.Now(_server.Pid);
        }

        if (To is null && now >= _measureTo)
        {
            To = Usage.Now(_server.Pid);
        }

        if (now >= _giveUpAt)
        {
            GiveUp();
        }

        while (HasRoom && (_pace is null || _pace.NextDue <= now))
        {
            Begin(now);
        }

        _tokens?.Fill();
    }

    /// <summary>Ends what was kept.</summary>
    public void Drop() => _kept.ForEach(client => client.Abort());

    internal void LoggedIn(long connectTime, long loginTime)
    {
        if (From is not null && To is null)
        {
            Connect.Add(connectTime);
            Login.Add(loginTime);
        }
    }

    /// <summary>The client stays; when all that may stay are there, the measurement ends.</summary>
    internal void Kept(LoginClient client)
    {
        _busy.Remove(client);
        _kept.Add(client);
        if (_kept.Count == _plan.Keep)
        {
            _measureTo = From is null ? throw new BenchException("all of --keep were there before the end of --warmup") : Clock.Now;
        }
    }

    internal void Gone(LoginClient client)
    {
        _busy.Remove(client);
        _free.Push(client);
        EndIfLast();
    }

    internal void Failed(LoginClient client, string what)
    {
        _faults.Add(what);
        _busy.Remove(client);
        if (!_kept.Remove(client))
        {
            _free.Push(client);
        }

        EndIfLast();
    }

    private void EndIfLast()
    {
        if (_begun == _plan.Count && _busy.Count == 0)
        {
            _measureTo = Clock.Now;
        }
    }

    private void Begin(long now)
    {
        var due = _pace?.Take() ?? now;
        if (From is not null)
        {
            Late.Add(now - due);
        }

        if (!_free.TryPop(out var client))
        {
            client = new LoginClient(_loop, _server.Address, this);
        }

        _busy.Add(client);
        client.Begin(_begun++, due, _tokens?.Take());
    }

    private void GiveUp()
    {
        foreach (var client in _busy)
        {
            client.Abort();
            _faults.Add("a login, or its end, was not answered");
        }

        _isOver = true;
    }
}
