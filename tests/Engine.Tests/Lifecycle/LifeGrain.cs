namespace EventPlatform.Engine.Tests;

public sealed class LifeGrain : Grain, ILifeGrain
{
    private int _activation;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Write("activated");
        _activation = Probe.Count("activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Write($"deactivating {reason.ReasonCode}");
        await Task.Yield();
        Probe.Write("deactivated");
    }

    public Task<int> Activation() => Task.FromResult(_activation);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndAtGate()
    {
        DeactivateOnIdle();
        Probe.Write("at gate");
        await Probe.Gate();
        Probe.Write("through gate");
    }
}
