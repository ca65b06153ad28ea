namespace EventPlatform.Gateway.Commands;

internal sealed partial class GrainCalls
{
    [LoggerMessage(LogLevel.Warning, "{Reference}: the state could not be reached in time")]
    private partial void LogUnavailable(Exception exception, string reference);

    [LoggerMessage(LogLevel.Warning, "{Reference}: {Fault}")]
    private partial void LogFault(string reference, string fault);

    [LoggerMessage(LogLevel.Error, "{Reference}: internal error")]
    private partial void LogInternal(Exception exception, string reference);
}
