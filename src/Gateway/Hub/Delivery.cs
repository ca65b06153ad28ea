using System.Diagnostics;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Gateway.Hub;

/// <summary>
/// The span of a traced event at this gateway: from its being matched until the writers that it started have given what they had to their
/// sockets, or have to wait for them.
/// </summary>
internal sealed class Delivery
{
    private readonly Activity _span;
    private int _shares;

    private Delivery(Activity span) => _span = span;

    /// <summary>Null unless the event belongs to a trace that is recorded.</summary>
    internal static Delivery? Begin(in EventRecord record)
    {
        if (!record.Has(EventParts.Trace) || !PlatformTracing.Source.HasListeners())
        {
            return null;
        }

        // The loop goes on with other events: it is nobody's current span.
        var before = Activity.Current;
        var span = PlatformTracing.Source.StartActivity("deliver", ActivityKind.Consumer, TraceContext.Read(record.Trace));
        Activity.Current = before;
        return span is null ? null : new Delivery(span);
    }

    /// <param name="connections">How many are written to.</param>
    /// <param name="shares">In so many parts, each of which calls <see cref="Written"/>; 0: nobody is there.</param>
    internal void Started(int connections, int shares)
    {
        _span.SetTag("ep.connections", connections);
        _shares = shares;
        if (shares == 0)
        {
            End();
        }
    }

    internal void Written()
    {
        if (Interlocked.Decrement(ref _shares) == 0)
        {
            End();
        }
    }

    /// <summary>Its end makes what was current at its beginning current again, which is not this thread's business.</summary>
    private void End()
    {
        var before = Activity.Current;
        _span.Stop();
        Activity.Current = before;
    }
}
