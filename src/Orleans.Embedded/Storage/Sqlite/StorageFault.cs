using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A storage that cannot be trusted any more ends the process: only a new start can tell what is on the disk.</summary>
internal sealed partial class StorageFault(IHostApplicationLifetime lifetime, ILogger<StorageFault> logger)
{
    internal void Report(OrleansException failure)
    {
        LogFaulted(failure.Message);
        lifetime.StopApplication();
    }

    [LoggerMessage(
        LogLevel.Critical,
        "{Failure} Nothing is written any more, as it would not be known what is on the disk; the process ends")]
    private partial void LogFaulted(string failure);
}
