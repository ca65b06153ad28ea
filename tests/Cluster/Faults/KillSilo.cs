namespace EventPlatform.ClusterRounds.Faults;

/// <summary>SIGKILL of a silo; a new one takes its ports, at once or when the dead one must have been noticed.</summary>
internal sealed class KillSilo() : Fault("kill-silo")
{
    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(10);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var silo = context.AnySilo();
        await silo.Kill();
        if (context.IsOddRound)
        {
            await Clock.Pass(FlowLimit, cancellationToken);
        }

        await silo.Start(cancellationToken);
        return new FaultOutcome($"{silo.Name}, started again {(context.IsOddRound ? "after 10 s" : "at once")}", []);
    }
}
