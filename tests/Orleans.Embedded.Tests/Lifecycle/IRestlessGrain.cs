namespace Orleans.Embedded.Tests;

public interface IRestlessGrain : IGrainWithIntegerKey
{
    Task<int> Echo(int number);
}

/// <summary>Ends its activation every few calls, and takes a moment to do so.</summary>
public sealed class RestlessGrain : Grain, IRestlessGrain
{
    private int _calls;

    public async Task<int> Echo(int number)
    {
        if (++_calls % 7 == 0)
        {
            DeactivateOnIdle();
        }

        await Task.Yield();
        return number;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await Task.Yield();
}
