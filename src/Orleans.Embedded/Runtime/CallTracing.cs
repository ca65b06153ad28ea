using System.Diagnostics;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Spans of calls: each call from within a recorded span gets one, which lasts from its beginning in the callee's turn to its end. A silo
/// has them when this is among its services. Calls from anywhere else cost a look at a field.
/// </summary>
/// <param name="source">Where they begin.</param>
public sealed class CallTracing(ActivitySource source)
{
    /// <summary>The span of who calls; null: it is not recorded.</summary>
    internal Activity? Caller => source.HasListeners() && Activity.Current is { Recorded: true } current ? current : null;

    /// <summary>Begins the span in the callee's turn, whose current one it is.</summary>
    internal Activity? Begin(Activity caller, string name, GrainId target)
    {
        var span = source.StartActivity(name, ActivityKind.Server, caller.Context);
        span?.SetTag("rpc.system", "orleans");
        span?.SetTag("ep.grain", target.ToString());
        return span;
    }

    /// <summary>Ends it, from any thread and more than once.</summary>
    internal static void End(Activity span, ActivityStatusCode status)
    {
        if (span.IsStopped)
        {
            return;
        }

        // Its end would make current what was so at its beginning.
        var before = Activity.Current;
        span.SetStatus(status);
        span.Stop();
        Activity.Current = before;
    }
}
