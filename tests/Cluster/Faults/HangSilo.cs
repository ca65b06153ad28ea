namespace EventPlatform.ClusterRounds.Faults;

/// <summary>A silo stands still (SIGSTOP) until it was declared dead; then it is killed, or goes on and has to end by itself.</summary>
internal sealed class HangSilo() : Fault("hang-silo")
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(15);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var silo = context.AnySilo();
        silo.Hang();
        await Clock.Pass(FlowLimit, cancellationToken);
        if (context.IsOddRound)
        {
            await silo.Kill();
            await silo.Start(cancellationToken);
            return new FaultOutcome($"{silo.Name} for 15 s, then killed", []);
        }

        silo.GoOn();
        var code = await silo.Ended(EndLimit, cancellationToken);
        if (code is null or 0)
        {
            context.Findings.Add(silo.Name, $"it was declared dead, went on and {(code is null ? "did not end in 30 s" : "ended with 0")}");
        }

        await silo.Start(cancellationToken);
        return new FaultOutcome($"{silo.Name} for 15 s, then it went on and ended with {code}", []);
    }
}
