using Microsoft.Extensions.Hosting;

namespace EventPlatform.Management;

/// <summary>Keeps the framework's hands off the signals; the program's entry point has them.</summary>
public sealed class HostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
