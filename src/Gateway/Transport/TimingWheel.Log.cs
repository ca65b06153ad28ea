namespace EventPlatform.Gateway.Transport;

internal sealed partial class TimingWheel
{
    [LoggerMessage(LogLevel.Error, "A timer's callback failed")]
    private partial void LogCallbackFailed(Exception exception);
}
