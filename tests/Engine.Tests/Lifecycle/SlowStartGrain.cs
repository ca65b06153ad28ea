namespace EventPlatform.Engine.Tests;

/// <summary>Is activated when its gate "start" is open; its deactivation hook fails; its timer ticks for as long as it lives.</summary>
public sealed class SlowStartGrain : Grain, ISlowStartGrain
{
    private int _activation;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Write("activating");
        _activation = Probe.Count("activating");
        await Probe.Gate("start").WaitAsync(cancellationToken);
        var often = TimeSpan.FromMilliseconds(20);
        this.RegisterGrainTimer(Tick, often, often);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        => throw new InvalidOperationException("hooks may fail");

    public Task Call()
    {
        Probe.Write("called");
        return Task.CompletedTask;
    }

    public Task Between()
    {
        Probe.Write("between");
        return Task.CompletedTask;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task Tick(CancellationToken cancellationToken)
    {
        Probe.Write($"tick {_activation}");
        return Task.CompletedTask;
    }
}
