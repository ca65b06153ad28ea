namespace EventPlatform.Gateway.Hub;

internal sealed partial class LogReader
{
    [LoggerMessage(LogLevel.Warning, "Partition {Partition}: the log cannot be read, trying again")]
    private partial void LogReadFailed(Exception exception, int partition);

    [LoggerMessage(LogLevel.Error, "Partition {Partition}: a block could not be applied; told as a gap")]
    private partial void LogApplyFailed(Exception exception, int partition);

    [LoggerMessage(LogLevel.Information, "Partition {Partition}: reading epoch {Epoch}")]
    private partial void LogEpoch(int partition, long epoch);
}
