using EventPlatform.Bench.Sessions.Logins;
using EventPlatform.Bench.Sessions.Measure;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>
/// Mode sessions, one run: 1. some logins, so that compiled code does not count as memory of sessions. 2. All sessions are opened.
/// 3. Nothing happens: memory, CPU. 4. Each command by itself. 5. All of them at once. 6. The list must be whole.
/// </summary>
internal sealed class SessionsBench(BenchOptions options, Faults faults, Random random)
{
    /// <summary>Name of the phase with all commands.</summary>
    internal const string Mixed = "mixed";

    private const int PageUsers = 100;
    private const double DefaultRate = 50;

    private static readonly BenchOptions LastList = new() { Mode = BenchMode.Sessions, Warmup = 0, Seconds = 0.5 };

    private readonly Report _report = new();

    /// <summary>The names of the commands in the figures, in the order in which they are measured.</summary>
    internal static IReadOnlyList<string> Commands { get; } = ["list", "list100", "get", "stop", "cmd"];

    public Report Run()
    {
        using var server = Server.Take(options);
        using var loop = new EventLoop();

        // Step 1
        loop.Run(new LoginsRun(loop, server, faults, LoginPlan.First, random));
        var emptyKib = Memory.ResidentKib(server.Pid);

        // Step 2
        var roster = new Roster(loop, server.Address, faults, options, random);
        Open(loop, server, roster);

        // Step 3
        Hold(loop, server, roster, emptyKib);

        // Steps 4 and 5
        var kinds = Kinds(roster);
        foreach (var kind in kinds)
        {
            Measure(loop, server, roster, [kind], kind.Question.Name, "");
        }

        Measure(loop, server, roster, kinds, Mixed, $"{Mixed}_");

        // Step 6
        loop.Run(new Phase(roster, server.Pid, [(kinds[0].Question, 10)], LastList, random));
        _report.Add("server_rss_end_kib", Memory.ResidentKib(server.Pid));
        _report.Add("server_rss_peak_kib", Memory.PeakKib(server.Pid));
        _report.Add("wrong", faults.Count);
        return _report;
    }

    private (Question Question, double Rate)[] Kinds(Roster roster)
    {
        var rate = options.Rate ?? DefaultRate;
        return
        [
            (new UserListQuestion("list", roster, 0), options.ListRate),
            (new UserListQuestion("list100", roster, PageUsers), options.PageRate),
            (new UserGetQuestion(roster), rate),
            (new SessionStopQuestion(roster), rate),
            (new SessionCmdQuestion(roster), rate),
        ];
    }

    private void Open(EventLoop loop, Server server, Roster roster)
    {
        var from = Usage.Now(server.Pid);
        var concurrency = LoginPlan.Of(options with { Rate = null }).Concurrency;
        loop.Run(new Opening(roster.Count, concurrency, () => roster.SettledCount, number => roster[number].Open()));
        var to = Usage.Now(server.Pid);
        var seconds = (double)(to.At - from.At) / Clock.PerSecond;
        _report.Add("sessions", roster.Count);
        _report.Add("open_seconds", seconds);
        _report.Add("open_logins_per_second", roster.Count / seconds);
    }

    private void Hold(EventLoop loop, Server server, Roster roster, double? emptyKib)
    {
        var from = Usage.Now(server.Pid);
        loop.Run(new Pause(options.Hold));
        var heldKib = Memory.ResidentKib(server.Pid);
        _report.Add("server_rss_empty_kib", emptyKib);
        _report.Add("server_rss_held_kib", heldKib);
        _report.Add("server_rss_kib_per_session", (heldKib - emptyKib) / roster.Count);
        _report.Add("idle_", from, Usage.Now(server.Pid));
    }

    private void Measure(
        EventLoop loop, Server server, Roster roster, (Question Question, double Rate)[] kinds, string name, string prefix)
    {
        var phase = new Phase(roster, server.Pid, kinds, options, random);
        loop.Run(phase);
        foreach (var stream in phase.Streams)
        {
            var key = prefix + stream.Question.Name;
            _report.Add($"{key}_count", stream.Latencies.Count);
            _report.Add(key, stream.Latencies);
            _report.Add($"{key}_late_p99_ms", stream.Late.Percentile(99));
        }

        _report.Add($"{name}_", phase.From!, phase.To!);
    }
}
