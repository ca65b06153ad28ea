namespace EventPlatform.Gateway.Replica;

internal sealed partial class ReplicaSync
{
    [LoggerMessage(LogLevel.Warning, "The replica could not be brought up to date, trying again")]
    private partial void LogFetchFailed(Exception exception);

    [LoggerMessage(LogLevel.Information, "Change {Number} of the directory was missed; it is fetched")]
    private partial void LogDirectoryMissed(long number);

    [LoggerMessage(LogLevel.Information, "Tenant {Tenant} was fetched again")]
    private partial void LogTenantFetched(Guid tenant);
}
