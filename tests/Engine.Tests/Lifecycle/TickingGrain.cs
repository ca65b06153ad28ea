namespace EventPlatform.Engine.Tests;

/// <summary>Collected after 2 s without use, though its timer ticks.</summary>
public sealed class TickingGrain : Grain, ITickingGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task Tick(bool keepAlive)
    {
        var often = TimeSpan.FromMilliseconds(200);
        this.RegisterGrainTimer(
            _ =>
            {
                Probe.Write("tick");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions { DueTime = often, Period = often, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Write($"ended {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}
