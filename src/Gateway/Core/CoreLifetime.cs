namespace EventPlatform.Gateway.Core;

/// <summary>Ends the core before the engine: hosted services stop in the reverse order of their registration.</summary>
internal sealed partial class CoreLifetime(GatewayCore core, ILogger<CoreLifetime> logger) : IHostedService
{
    /// <summary>Nothing: the core starts when ports and directory are there, see <see cref="GatewayCore.Start"/>.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await core.Leave(cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException or OperationCanceledException)
        {
            // The lease runs out by itself then.
            LogNotLeft(exception);
            await core.Stop();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The cluster could not be told that this gateway ends")]
    private partial void LogNotLeft(Exception exception);
}
