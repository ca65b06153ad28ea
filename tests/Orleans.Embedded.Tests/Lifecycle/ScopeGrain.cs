using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.Embedded.Tests;

public abstract class ScopeGrain : Grain, IScopeGrain
{
    public Task<int> Asked() => Task.FromResult(ServiceProvider.GetRequiredService<ScopedService>().Number);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public sealed class ScopedGrain(ScopedService service) : ScopeGrain, IScopedGrain
{
    public Task<int> Given() => Task.FromResult(service.Number);
}

public sealed class ScopelessGrain(SiloService service, ILogger<ScopelessGrain> logger) : ScopeGrain, IScopelessGrain
{
    public Task<int> Given() => Task.FromResult(logger is null ? 0 : service.Number);
}
