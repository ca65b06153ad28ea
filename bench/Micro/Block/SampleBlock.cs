using EventPlatform.Contracts.Events;

namespace EventPlatform.Bench.Micro.Block;

/// <summary>A block as publishers make them, each by a writer of its own.</summary>
internal static class SampleBlock
{
    /// <summary>Events of a block under load.</summary>
    internal const int Events = 100;

    /// <param name="publisher">Whose it is.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="count">Events in it, 1 or more.</param>
    internal static byte[] Of(Guid publisher, long number, int count)
    {
        var writer = new EventBlockWriter();
        for (var index = 0; index < count; index++)
        {
            writer.TryAppend(SampleEvent.Of(SampleEvent.ObjId));
        }

        return writer.Take(publisher, number);
    }
}
