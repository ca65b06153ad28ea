using EventPlatform.Contracts.Events;

namespace EventPlatform.Grains.Tests.Subscriptions;

/// <summary>Blocks as publishers make them.</summary>
internal static class Blocks
{
    internal static byte[] Make(Guid publisher, long number, int count = 1, int bodyBytes = 2)
    {
        var writer = new EventBlockWriter();
        var body = new byte[bodyBytes];
        for (var index = 0; index < count; index++)
        {
            writer.TryAppend(new EventRecord { Service = "default"u8, Class = "call"u8, Body = body });
        }

        return writer.Take(publisher, number);
    }
}
