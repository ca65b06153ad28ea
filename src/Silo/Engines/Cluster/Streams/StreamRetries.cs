using Orleans.Runtime.Providers;

namespace EventPlatform.Silo.Streams;

/// <summary>
/// How soon a stream tries again to read its queue, or to give a block to the log, when that could not be reached: its silo has died, and
/// it is elsewhere as soon as this is known. By default a queue is read again after 10 s at the earliest.
/// </summary>
internal sealed class StreamRetries : IQueueReaderBackoffProvider, IMessageDeliveryBackoffProvider
{
    private static readonly TimeSpan After = TimeSpan.FromMilliseconds(250);

    public TimeSpan Next(int attempt) => After;
}
