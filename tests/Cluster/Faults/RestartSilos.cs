namespace EventPlatform.ClusterRounds.Faults;

/// <summary>One silo after the other is asked to end (SIGTERM) and started again.</summary>
internal sealed class RestartSilos() : Fault("restart-silos")
{
    /// <summary>For each of the two.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(60);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var ends = new List<string>();
        foreach (var silo in context.Cluster.Silos)
        {
            var start = Clock.Now;
            var code = await silo.Stop(cancellationToken);
            ends.Add($"{silo.Name} ended in {Clock.Text(Clock.Since(start))}");
            if (code != 0)
            {
                context.Findings.Add(silo.Name, $"asked to end, it ended with {code}");
            }

            await silo.Start(cancellationToken);
            await Clock.Pass(Pause, cancellationToken);
        }

        return new FaultOutcome(string.Join(", ", ends), []);
    }
}
