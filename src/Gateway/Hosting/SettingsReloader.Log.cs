namespace EventPlatform.Gateway.Hosting;

internal sealed partial class SettingsReloader
{
    [LoggerMessage(LogLevel.Information, "Settings were reloaded")]
    private partial void LogReloaded();

    [LoggerMessage(LogLevel.Error, "Reload refused, the old settings stay: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Error, "Reload failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Key} has changed and needs a restart")]
    private partial void LogNeedsRestart(string key);
}
