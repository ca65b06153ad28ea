using EventPlatform.ClusterRounds.Checks;
using EventPlatform.ClusterRounds.Load;
using EventPlatform.ClusterRounds.Nodes;
using EventPlatform.Testing.Processes;

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
        var watcher = WatcherBeside(dead);
        await Clock.Until(() => sessions.All(session => watcher.LoggedOutAt(session) is not null), Left(since, limit), cancellationToken);
        return Report(watcher, dead, sessions.Where(session => watcher.LoggedOutAt(session) is null).ToList(), since, limit);
    }

    /// <summary>
    /// As the other, where those who know of a session may be lost, too: then it is enough that the other gateway lists it no more and has
    /// told a gap.
    /// </summary>
    public async Task<TimeSpan?> Gone(
        GatewayNode dead, IReadOnlyList<string> sessions, long since, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watcher = WatcherBeside(dead);
        while (true)
        {
            var untold = sessions.Where(session => watcher.LoggedOutAt(session) is null).ToList();
            var listed = await StateReading.Sessions(watcher.Gateway);
            var left = untold.Where(session => listed is null || listed.Contains(session) || watcher.LastGap < since).ToList();
            if (left.Count == 0 || Left(since, limit) == TimeSpan.Zero)
            {
                return Report(watcher, dead, left, since, limit);
            }

            await Clock.Pass(TimeSpan.FromMilliseconds(250), cancellationToken);
        }
    }

    /// <summary>How many of these the other gateway has told as logged out.</summary>
    public int ToldOf(GatewayNode dead, IReadOnlyList<string> sessions) =>
        sessions.Count(session => WatcherBeside(dead).LoggedOutAt(session) is not null);

    /// <summary>One that is late is waited for a little, to know how late.</summary>
    private static TimeSpan Left(long since, TimeSpan limit)
    {
        var left = limit + TimeSpan.FromSeconds(10) - Clock.Since(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private LogoutWatcher WatcherBeside(GatewayNode dead) => Clients.Watchers.Single(watcher => watcher.Gateway != dead);

    private TimeSpan? Report(LogoutWatcher watcher, GatewayNode dead, List<string> left, long since, TimeSpan limit)
    {
        var taken = Clock.Since(since);
        if (left.Count > 0)
        {
            Findings.Add(
                watcher.Gateway.Name,
                $"{left.Count} sessions of {dead.Name} were not told as ended in {Clock.Text(taken)}: {string.Join(' ', left.Take(5))}");
            return null;
        }

        if (taken > limit)
        {
            Findings.Add(watcher.Gateway.Name, $"sessions of {dead.Name} were told as ended only after {Clock.Text(taken)}");
        }

        return taken;
    }
}
