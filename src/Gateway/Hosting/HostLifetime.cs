namespace EventPlatform.Gateway.Hosting;

/// <summary>Keeps the framework's hands off the signals; <see cref="EntryPoint"/> has them.</summary>
internal sealed class HostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
