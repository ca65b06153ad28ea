namespace EventPlatform.ClusterRounds.Faults;

/// <summary>
/// SIGKILL of a gateway; a new one takes its ports, at once or when the sessions of the dead one were told as logged out.
/// </summary>
internal sealed class KillGateway() : Fault("kill-gateway")
{
    private static readonly TimeSpan LogoutLimit = TimeSpan.FromSeconds(15);

    public override TimeSpan FlowLimit => TimeSpan.FromSeconds(5);

    public override async Task<FaultOutcome> Run(FaultContext context, CancellationToken cancellationToken)
    {
        var gateway = context.AnyGateway();
        var sessions = context.Clients.Book.At(gateway);
        var start = Clock.Now;
        await gateway.Kill();
        var starting = context.IsOddRound ? gateway.Start(cancellationToken) : Task.CompletedTask;
        var logouts = await context.LoggedOut(gateway, sessions, start, LogoutLimit, cancellationToken);
        await (context.IsOddRound ? starting : gateway.Start(cancellationToken));
        var variant = $"{gateway.Name}, started again {(context.IsOddRound ? "at once" : "after the logouts")}";
        return new FaultOutcome(variant, [gateway], logouts);
    }
}
