using System.Text;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>All sessions that are held, one for each user, and what they share. The first ones ask.</summary>
internal sealed class Roster
{
    private const int TriesMax = 1_000;
    private readonly Session[] _sessions;
    private readonly Random _random;

    public Roster(EventLoop loop, ServerAddress server, Faults faults, BenchOptions options, Random random)
    {
        Loop = loop;
        Server = server;
        Faults = faults;
        _random = random;
        _sessions = [.. Enumerable.Range(0, options.SessionCount).Select(number => new Session(this, number, NewId(random)))];
        Probes = [.. _sessions.Take(options.Probes).Select(session => new Probe(this, session))];
    }

    public EventLoop Loop { get; }

    public ServerAddress Server { get; }

    public Faults Faults { get; }

    public IReadOnlyList<Probe> Probes { get; }

    public int Count => _sessions.Length;

    /// <summary>Sessions that are logged in and that nobody is stopping.</summary>
    public int SettledCount { get; set; }

    public Session this[int number] => _sessions[number];

    /// <summary>A session that is logged in, at random.</summary>
    /// <param name="toStop">It asks nothing, and is asked nothing at the moment.</param>
    public Session Choose(bool toStop = false)
    {
        var first = toStop ? Probes.Count : 0;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var session = _sessions[_random.Next(first, Count)];
            if (session.IsSettled && (!toStop || session.AskedCount == 0))
            {
                return session;
            }
        }

        throw new BenchException("no session is free to be asked about: fewer than the rates need are held");
    }

    /// <summary>Where a page of a list begins.</summary>
    /// <returns>The number of the user before; -1: at the first one.</returns>
    public int ChoosePlace() => _random.Next(-1, Count - 1);

    private static byte[] NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return Encoding.ASCII.GetBytes(new Guid(bytes).ToString("D"));
    }
}
