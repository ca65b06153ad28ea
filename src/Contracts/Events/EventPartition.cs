namespace EventPlatform.Contracts.Events;

/// <summary>Which partition carries an event.</summary>
public static class EventPartition
{
    /// <summary>Provider and namespace of the event streams; the key is the partition.</summary>
    public const string Stream = "events";

    /// <summary>Classes <c>core</c> and <c>status</c> are in partition 0, all others by the hash of service and class.</summary>
    public static int Of(ReadOnlySpan<byte> service, ReadOnlySpan<byte> className, int partitions)
    {
        return partitions == 1 || className.SequenceEqual("core"u8) || className.SequenceEqual("status"u8)
            ? 0
            : (int)(StableHash.Of(service, className) % (uint)partitions);
    }
}
