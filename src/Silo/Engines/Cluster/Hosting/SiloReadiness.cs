using Microsoft.Extensions.Hosting;

namespace EventPlatform.Silo.Hosting;

/// <summary>Whether the silo has joined and serves; not any more from the moment it is asked to end.</summary>
internal sealed class SiloReadiness(IHostApplicationLifetime lifetime)
{
    internal bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;
}
