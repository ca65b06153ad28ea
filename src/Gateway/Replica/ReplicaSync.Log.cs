namespace EventPlatform.Gateway.Replica;

internal sealed partial class ReplicaSync
{
    [LoggerMessage(LogLevel.Warning, "The replica could not be brought up to date, trying again")]
    private partial void LogFetchFailed(Exception exception);

    [LoggerMessage(LogLevel.Information, "Resync ({Cause}): the directory was fetched again; {Events} differences were shown")]
    private partial void LogDirectoryFetched(ResyncCause cause, int events);

    [LoggerMessage(LogLevel.Warning, "Tenant {Tenant} did not say how far it is")]
    private partial void LogNotAsked(Exception exception, Guid tenant);

    [LoggerMessage(LogLevel.Information, "Resync ({Cause}): tenant {Tenant} was fetched again; {Events} differences were shown")]
    private partial void LogTenantFetched(Guid tenant, ResyncCause cause, int events);
}
