namespace EventPlatform.Engine.Tests;

/// <summary>Would be collected as soon as the others, were it not kept.</summary>
[KeepAlive]
public sealed class KeptGrain : Grain, IKeptGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Write("activated");
        return Task.CompletedTask;
    }

    public Task Call() => Task.CompletedTask;
}
