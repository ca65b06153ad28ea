namespace EventPlatform.Engine.Tests;

/// <summary>Cannot be activated until its gate "repaired" is open.</summary>
public sealed class FailingGrain : Grain, IFailingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
        => Probe.Of(this.GetPrimaryKeyString()).Gate("repaired").IsCompleted
            ? Task.CompletedTask
            : throw new FormatException("not today");

    public Task Call() => Task.CompletedTask;
}
