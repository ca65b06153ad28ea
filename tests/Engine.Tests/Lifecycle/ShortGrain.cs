namespace EventPlatform.Engine.Tests;

/// <summary>Ends whenever it is activated.</summary>
public sealed class ShortGrain : Grain, IShortGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Call() => Task.CompletedTask;
}
