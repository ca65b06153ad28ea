using EventPlatform.ClusterRounds.Faults;
using EventPlatform.ClusterRounds.Load;
using EventPlatform.ClusterRounds.Nodes;

namespace EventPlatform.ClusterRounds.Checks;

/// <summary>Compares what clients know with what the cluster shows, when it is whole again.</summary>
internal sealed class RoundChecks(RunningCluster cluster, LoadClients clients, Findings findings)
{
    /// <summary>The close code of a drain.</summary>
    private const int Drained = 4001;

    /// <summary>Gateways compare all numbers every 15 s, so whatever was lost on the way is there by then.</summary>
    private static readonly TimeSpan StatesLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EventsLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>All accepted events have been seen or told as lost.</summary>
    public async Task<LossReport> Events(CancellationToken cancellationToken)
    {
        var owed = clients.Context.Sources.ToDictionary(source => source, source => source.LastAccepted);
        await Clock.Until(
            () => clients.Subscribers.TrueForAll(subscriber =>
                owed.All(pair => pair.Value == 0 || subscriber.Current?.HasSeen(pair.Key, pair.Value) == true)),
            EventsLimit,
            cancellationToken);
        var report = default(LossReport);
        foreach (var subscriber in clients.Subscribers)
        {
            foreach (var trail in subscriber.TakeTrails())
            {
                report += trail.Check(trail == subscriber.Current, owed);
            }
        }

        return report;
    }

    /// <summary>Both gateways list the sessions that are connected, and no others.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> Sessions(TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = Clock.Now;
        while (true)
        {
            var wrong = new List<string>();
            foreach (var gateway in cluster.Gateways)
            {
                var before = clients.Book.Connected;
                var listed = await StateReading.Sessions(gateway);
                var left = listed?.Except(clients.Book.Connected).Take(5).ToList() ?? [];
                var missing = listed is null ? [] : before.Except(listed).Intersect(clients.Book.Connected).Take(5).ToList();
                if (listed is null || left.Count > 0 || missing.Count > 0)
                {
                    wrong.Add(listed is null
                        ? $"{gateway.Name}: the sessions could not be read"
                        : $"{gateway.Name}: left over: {string.Join(' ', left)}; missing: {string.Join(' ', missing)}");
                }
            }

            if (wrong.Count == 0 || Clock.Since(start) > limit)
            {
                wrong.ForEach(each => findings.Add("sessions", $"after {Clock.Text(limit)}: {each}"));
                return Clock.Since(start);
            }

            await Clock.Pass(LookAgainAfter, cancellationToken);
        }
    }

    /// <summary>Every state that was acknowledged is there, at both gateways.</summary>
    /// <returns>How long that took, and how many were compared.</returns>
    public async Task<(TimeSpan Taken, int Count)> States(CancellationToken cancellationToken)
    {
        await clients.Context.Setting.Close();
        try
        {
            var start = Clock.Now;
            while (true)
            {
                var (wrong, count) = await CompareStates();
                if (wrong.Count == 0 || Clock.Since(start) > StatesLimit)
                {
                    wrong.ForEach(each => findings.Add("states", each));
                    return (Clock.Since(start), count);
                }

                await Clock.Pass(LookAgainAfter, cancellationToken);
            }
        }
        finally
        {
            clients.Context.Setting.Open();
        }
    }

    /// <summary>Only sessions of gateways that ended have ended, in the way that tells why.</summary>
    public void Closings(FaultOutcome outcome, bool isDrain)
    {
        foreach (var closing in clients.Book.Closed)
        {
            var closed = $"closed with {closing.CloseStatus} at {closing.At} by {closing.Gateway.Name}";
            if (!outcome.Ended.Contains(closing.Gateway))
            {
                findings.Add(closing.Session, $"{closed}, which lived on");
            }
            else if (isDrain && closing.CloseStatus != Drained)
            {
                findings.Add(closing.Session, $"{closed}, which was drained");
            }
        }

        var connected = clients.Book.Connected;
        foreach (var watcher in clients.Watchers)
        {
            var wrong = connected.Where(session => watcher.LoggedOutAt(session) is not null).ToList();
            if (wrong.Count > 0)
            {
                findings.Add(watcher.Gateway.Name, $"told as logged out and still connected: {string.Join(' ', wrong.Take(5))}");
            }

            if (watcher.TakeTwice() is { Count: > 0 } twice)
            {
                findings.Add(watcher.Gateway.Name, $"{twice.Count} logouts were told twice: {string.Join(' ', twice.Take(5))}");
            }
        }
    }

    private async Task<(List<string> Wrong, int Count)> CompareStates()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var gateway in cluster.Gateways)
        {
            var states = await StateReading.States(gateway);
            foreach (var thing in clients.Context.Ledger.Things)
            {
                count++;
                var difference = states is null
                    ? "could not be read"
                    : clients.Context.Ledger.Difference(thing, states.GetValueOrDefault(thing, "absent"));
                wrong.AddRange(difference is null ? [] : [$"{gateway.Name}: {difference}"]);
            }
        }

        return (wrong, count);
    }
}
