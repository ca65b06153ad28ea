namespace EventPlatform.ClusterRounds.Faults;

/// <summary>One gateway after the other is asked to end (SIGTERM) and started again; its clients are told to come back.</summary>
internal sealed class RestartGateways() : Fault("restart-gateways")
{
    private static readonly TimeSpan LogoutLimit = TimeSpan.FromSeconds(15);

    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(60);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var ends = new List<string>();
        var logouts = TimeSpan.Zero;
        foreach (var gateway in context.Cluster.Gateways)
        {
            var sessions = context.Clients.Book.At(gateway);
            var start = Clock.Now;
            var code = await gateway.Stop(cancellationToken);
            ends.Add($"{gateway.Name} ended in {Clock.Text(Clock.Since(start))}");
            if (code != 0)
            {
                context.Findings.Add(gateway.Name, $"asked to end, it ended with {code}");
            }

            var taken = await context.LoggedOut(gateway, sessions, start, LogoutLimit, cancellationToken);
            logouts = taken > logouts ? taken.Value : logouts;
            await gateway.Start(cancellationToken);
            await Clock.Until(() => context.Clients.AreReady, TimeSpan.FromSeconds(30), cancellationToken);
        }

        return new FaultOutcome(string.Join(", ", ends), [.. context.Cluster.Gateways], logouts);
    }
}
