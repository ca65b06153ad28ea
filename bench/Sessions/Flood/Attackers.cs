using System.Globalization;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Flood;

/// <summary>
/// Wrong passwords at a rate, whatever the server does: half for users that there are, half for names made up. Who was answered tries
/// again, until the server closes; when all wait, one more comes.
/// </summary>
/// <param name="loop">Serves the connections.</param>
/// <param name="server">Where they go.</param>
/// <param name="faults">What was wrong.</param>
/// <param name="options">The rate, and how many connections there are at most.</param>
/// <param name="random">Chooses names.</param>
internal sealed class Attackers(EventLoop loop, ServerAddress server, Faults faults, BenchOptions options, Random random)
{
    private const int ConnectionsMax = 5_000;

    private readonly int _connectionsMax = options.Concurrency ?? ConnectionsMax;
    private readonly List<Attacker> _all = [];

    /// <summary>Whose turn comes first: so none rests for long on a connection that the server would close.</summary>
    private readonly Queue<Attacker> _free = new();
    private readonly Pace _pace = new(Clock.Now, options.FloodRate, random);
    private long _attemptCount;
    private long _measureFrom = long.MaxValue;

    public EventLoop Loop => loop;

    /// <summary>When the next attempt is due; never while all connections wait.</summary>
    public long NextDue => HasRoom ? _pace.NextDue : long.MaxValue;

    /// <summary>Attempts that wait for their answer, or connections for their end.</summary>
    public int BusyCount => _all.Count - _free.Count;

    /// <summary>Connections that were opened, from the begin on.</summary>
    public int OpenedCount { get; set; }

    /// <summary>Attempts that were not answered before <c>Limits:LoginTimeout</c> closed the connection, from the begin on.</summary>
    public int TimedOutCount { get; set; }

    /// <summary>Most connections that there were.</summary>
    public int ConnectionsPeak => _all.Count;

    /// <summary>Attempts within the measurement.</summary>
    public int MeasuredCount { get; private set; }

    /// <summary>From when an attempt was sent until it was refused with 100030, the server's delay included.</summary>
    public Latencies Unauthorized { get; } = new();

    /// <summary>The same with 100081.</summary>
    public Latencies Overloaded { get; } = new();

    /// <summary>From when an attempt was due until it was sent.</summary>
    public Latencies Late { get; } = new();

    private bool HasRoom => _free.Count > 0 || _all.Count < _connectionsMax;

    /// <summary>From here on attempts count.</summary>
    public void Measure(long from) => _measureFrom = from;

    public void AttemptNext(long now)
    {
        var due = _pace.Take();
        if (!_free.TryDequeue(out var attacker))
        {
            attacker = new Attacker(this, server);
            _all.Add(attacker);
        }

        if (due >= _measureFrom)
        {
            MeasuredCount++;
            Late.Add(now - due);
        }

        var number = _attemptCount++;
        attacker.Attempt(number % 2 == 0 ? KnownUser() : UnknownUser(), (int)number, due);
    }

    /// <summary>Drops all connections.</summary>
    public void Drop() => _all.ForEach(attacker => attacker.Abort());

    internal void Refused(LoginRefusal refusal, long due, long time)
    {
        if (due >= _measureFrom)
        {
            (refusal == LoginRefusal.Unauthorized ? Unauthorized : Overloaded).Add(time);
        }
    }

    internal void Failed(string what) => faults.Add(what);

    internal void Free(Attacker attacker) => _free.Enqueue(attacker);

    private string KnownUser() => Requests.UserName(random.Next(FloodBench.UserCount));

    private string UnknownUser() => random.Next().ToString("x8", CultureInfo.InvariantCulture);
}
