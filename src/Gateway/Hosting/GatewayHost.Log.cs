namespace EventPlatform.Gateway.Hosting;

internal sealed partial class GatewayHost
{
    [LoggerMessage(LogLevel.Information, "Draining, at most {Timeout}")]
    private partial void LogDraining(TimeSpan timeout);

    [LoggerMessage(LogLevel.Warning, "{Part} was not done in time and is cut off")]
    private partial void LogCutOff(string part);

    [LoggerMessage(LogLevel.Error, "{Part} failed to drain")]
    private partial void LogDrainFailed(Exception exception, string part);

    [LoggerMessage(LogLevel.Error, "The engine did not end within {Timeout}")]
    private partial void LogNotDrained(TimeSpan timeout);
}
