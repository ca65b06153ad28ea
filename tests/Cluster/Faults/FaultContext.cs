using EventPlatform.ClusterRounds.Checks;
using EventPlatform.ClusterRounds.Load;
using EventPlatform.ClusterRounds.Nodes;

namespace EventPlatform.ClusterRounds.Faults;

/// <summary>What a fault has to do with.</summary>
/// <param name="Cluster">Its parts.</param>
/// <param name="Clients">Who is connected.</param>
/// <param name="Findings">Takes what was promised and not kept.</param>
/// <param name="Random">Where choices come from.</param>
/// <param name="Round">From 0; variants of a fault take turns by it.</param>
internal sealed record FaultContext(RunningCluster Cluster, LoadClients Clients, Findings Findings, Random Random, int Round)
{
    /// <summary>Every other round.</summary>
    public bool IsOddRound => Round % 2 == 1;

    public Node AnySilo() => Cluster.Silos[Random.Next(Cluster.Silos.Count)];

    public GatewayNode AnyGateway() => Cluster.Gateways[Random.Next(Cluster.Gateways.Count)];

    /// <summary>
    /// Waits until the other gateway has told these sessions as logged out. Their gateway may be started again meanwhile.
    /// </summary>
    /// <returns>How long it took from the beginning; null when it took longer than it may.</returns>
    public async Task<TimeSpan?> LoggedOut(
        GatewayNode dead, IReadOnlyList<string> sessions, long since, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watcher = Clients.Watchers.Single(watcher => watcher.Gateway != dead);
        var patience = limit + limit - Clock.Since(since);
        if (!await Clock.Until(() => sessions.All(session => watcher.LoggedOutAt(session) is not null), patience, cancellationToken))
        {
            var missing = sessions.Where(session => watcher.LoggedOutAt(session) is null).ToList();
            Findings.Add(
                watcher.Gateway.Name,
                $"{missing.Count} of {sessions.Count} sessions of {dead.Name} were not told as logged out in {Clock.Text(limit + limit)}: "
                + string.Join(", ", missing.Take(5)));
            return null;
        }

        var taken = sessions.Select(session => Clock.Between(since, watcher.LoggedOutAt(session)!.Value)).Append(TimeSpan.Zero).Max();
        if (taken > limit)
        {
            Findings.Add(watcher.Gateway.Name, $"sessions of {dead.Name} were told as logged out only after {Clock.Text(taken)}");
        }

        return taken;
    }
}
