using System.Globalization;
using EventPlatform.ClusterRounds.Checks;
using EventPlatform.ClusterRounds.Faults;
using EventPlatform.ClusterRounds.Load;
using EventPlatform.ClusterRounds.Nodes;

namespace EventPlatform.ClusterRounds;

/// <summary>A whole run: 1. the cluster; 2. the clients; 3. rounds, each a fault and its checks; 4. the table.</summary>
internal sealed class RoundsRun(RoundsOptions options, TextWriter output)
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);

    /// <summary>What a fault sets off later is seen, too.</summary>
    private static readonly TimeSpan RoundMin = TimeSpan.FromSeconds(14);

    /// <summary>A silo that comes back at an address it has had costs calls that are under way 10 s later; they are asked again.</summary>
    private static readonly TimeSpan LaterSilenceMax = TimeSpan.FromSeconds(5);

    private readonly Findings _findings = new(output);
    private readonly List<RoundReport> _reports = [];

    /// <returns>Whether every promise was kept.</returns>
    public async Task<bool> Run(CancellationToken cancellationToken)
    {
        var logs = Directory.CreateTempSubdirectory("eventplatform-rounds-").FullName;
        var isWhole = false;
        try
        {
            await RunAll(logs, cancellationToken);
            isWhole = true;
        }
        finally
        {
            var isKept = options.Keep || !isWhole || _findings.Count > 0;
            await output.WriteLineAsync(isKept ? $"logs: {logs}" : "");
            if (!isKept)
            {
                Directory.Delete(logs, recursive: true);
            }
        }

        return _findings.Count == 0;
    }

    private async Task RunAll(string logs, CancellationToken cancellationToken)
    {
        // Step 1
        var start = Clock.Now;
        await using var cluster = await RunningCluster.Start(logs, LoadClients.Users, options.Partitions, cancellationToken);

        // Step 2
        var clients = new LoadClients(cluster, options, _findings);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = clients.Run(end.Token);
        try
        {
            var rounds = Rounds(cluster, clients, start, end.Token);
            await await Task.WhenAny(rounds, load);
        }
        finally
        {
            await end.CancelAsync();
            await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Step 4
        foreach (var line in RoundTable.Lines(_reports))
        {
            await output.WriteLineAsync(line);
        }
    }

    private async Task Rounds(RunningCluster cluster, LoadClients clients, long start, CancellationToken cancellationToken)
    {
        await UntilWhole(clients, cancellationToken);
        await output.WriteLineAsync($"started in {Clock.Text(Clock.Since(start))}, {clients.Book.Connected.Count} sessions");

        // Step 3
        var random = new Random(options.Seed);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var name in options.Faults)
            {
                var context = new FaultContext(cluster, clients, _findings, random, round);
                _findings.BeginRound(string.Create(CultureInfo.InvariantCulture, $"round {round + 1} {name}"));
                _reports.Add(await Round(Fault.Of(name), context, cancellationToken));
            }
        }
    }

    private async Task<RoundReport> Round(Fault fault, FaultContext context, CancellationToken cancellationToken)
    {
        var (clients, answers, arrivals) = (context.Clients, context.Clients.Context.Answers, context.Clients.Context.Arrivals);
        clients.Book.BeginRound();
        answers.Take();
        arrivals.Begin();
        var (start, began) = (Clock.Now, Clock.Utc);
        var outcome = await fault.Run(context, cancellationToken);
        await UntilWhole(clients, cancellationToken);
        await Clock.Pass(RoundMin - Clock.Since(start), cancellationToken);

        var checks = new RoundChecks(context.Cluster, clients, _findings);
        var sessions = await checks.Sessions(fault.SessionsLimit, cancellationToken);
        var losses = await checks.Events(cancellationToken);
        var (recovered, flow) = Flow(fault, clients, outcome);
        var states = await checks.States(cancellationToken);
        checks.Closings(outcome, isDrain: fault is RestartGateways);

        var report = new RoundReport(
            fault.Name, _findings.InRound, recovered, outcome.Logouts, losses.Told, sessions, Clock.Since(start));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(report.Broken == 0 ? "kept  " : "BROKEN")} {began} round {context.Round + 1} {fault.Name}: {outcome.Variant}; {flow}; "
            + $"{(outcome.Logouts is { } logouts ? $"sessions ended in {Clock.Text(logouts)}; " : "")}{losses}; "
            + $"sessions right in {Clock.Text(sessions)}; {states.Count} states right in "
            + $"{Clock.Text(states.Taken)}; {answers.Take()}; {Clock.Text(report.Taken)}"));
        return report;
    }

    private (TimeSpan Recovered, string Text) Flow(Fault fault, LoadClients clients, FaultOutcome outcome)
    {
        var arrivals = clients.Context.Arrivals;
        var all = arrivals.Recovered(clients.Pairs([]), fault.FlowLimit);
        var living = clients.Pairs(outcome.Ended);
        var silence = living.Count > 0 ? arrivals.Longest(living) : default;
        var (recovered, later) = (arrivals.Recovered(living, fault.FlowLimit), arrivals.LongestAfter(living, fault.FlowLimit));
        if (recovered > fault.FlowLimit)
        {
            _findings.Add("events", $"flowed again only after {Clock.Text(recovered)} (silence {Clock.Text(silence)})");
        }

        if (later > LaterSilenceMax)
        {
            _findings.Add("events", $"stopped once more for {Clock.Text(later)}");
        }

        return (
            recovered,
            $"silence {Clock.Text(silence)}, over at {Clock.Text(recovered)} (with ended gateways {Clock.Text(all)}), "
            + $"later {Clock.Text(later)}, slowest event {Clock.Text(arrivals.Slowest(clients.Pairs([])))}");
    }

    /// <summary>All clients are there, and an event of each publisher has come to each subscriber.</summary>
    private async Task UntilWhole(LoadClients clients, CancellationToken cancellationToken)
    {
        if (!await Clock.Until(() => clients.AreReady, ReadyLimit, cancellationToken))
        {
            _findings.Add("clients", $"not connected after {Clock.Text(ReadyLimit)}: {clients.Missing}");
        }

        var since = Clock.Now;
        var pairs = clients.Pairs([]);
        if (!await Clock.Until(() => clients.Context.Arrivals.IsFlowing(pairs, since), ReadyLimit, cancellationToken))
        {
            _findings.Add("events", $"no flow after {Clock.Text(ReadyLimit)}: {clients.Context.Arrivals.Silent(pairs, since)}");
            throw new InvalidOperationException("The cluster did not become whole again.");
        }
    }
}
