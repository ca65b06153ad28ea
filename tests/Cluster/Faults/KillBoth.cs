namespace EventPlatform.ClusterRounds.Faults;

/// <summary>SIGKILL of a gateway and a silo at once; the silo is started again at once, the gateway after the logouts.</summary>
internal sealed class KillBoth() : Fault("kill-both")
{
    private static readonly TimeSpan LogoutLimit = TimeSpan.FromSeconds(60);

    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(10);

    public override TimeSpan SessionsLimit => TimeSpan.FromSeconds(60);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var (silo, gateway) = (context.AnySilo(), context.AnyGateway());
        var sessions = context.Clients.Book.At(gateway);
        var start = Clock.Now;
        await Task.WhenAll(silo.Kill(), gateway.Kill());
        var starting = silo.Start(cancellationToken);
        var gone = await context.Gone(gateway, sessions, start, LogoutLimit, cancellationToken);
        await starting;
        await gateway.Start(cancellationToken);
        var told = context.ToldOf(gateway, sessions);
        return new FaultOutcome($"{silo.Name} and {gateway.Name}, {told} of {sessions.Count} logouts told", [gateway], gone);
    }
}
