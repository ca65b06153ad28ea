using System.Diagnostics;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>Tells traces that their events are in the log. Blocks without such events are not looked into.</summary>
internal static class LogTracing
{
    internal static void Appended(byte[] block, long partition)
    {
        if (!PlatformTracing.Source.HasListeners() || !EventBlock.IsTraced(block))
        {
            return;
        }

        var reader = new EventBlockReader(block);
        while (reader.TryRead(out var record))
        {
            if (record.Has(EventParts.Trace))
            {
                using var span = PlatformTracing.Source.StartActivity(
                    "log append", ActivityKind.Consumer, TraceContext.Read(record.Trace));
                span?.SetTag("ep.partition", partition);
            }
        }
    }
}
