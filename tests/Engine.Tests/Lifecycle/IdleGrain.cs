namespace EventPlatform.Engine.Tests;

/// <summary>Collected after 2 s without a call.</summary>
public sealed class IdleGrain : Grain, IIdleGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task Call()
    {
        Probe.Write("called");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Write($"ended {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}
