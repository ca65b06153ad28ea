using System.Diagnostics;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Silo.Calls;

/// <summary>Counts calls that come to the platform's grains, and gives those from within a recorded span one of their own.</summary>
internal sealed class IncomingCalls(CallMetrics metrics) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (!CallNames.IsOurs(context))
        {
            return context.Invoke();
        }

        metrics.Called();
        return PlatformTracing.Source.HasListeners() && RequestContext.Get(CallNames.TraceParent) is string parent
            && ActivityContext.TryParse(parent, null, isRemote: true, out var caller)
                ? InvokeTraced(context, caller)
                : InvokeCounted(context);
    }

    private async Task InvokeCounted(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch
        {
            metrics.Failed();
            throw;
        }
    }

    private async Task InvokeTraced(IIncomingGrainCallContext context, ActivityContext caller)
    {
        using var span = PlatformTracing.Source.StartActivity(CallNames.Of(context), ActivityKind.Server, caller);
        span?.SetTag("rpc.system", "orleans");
        span?.SetTag("ep.grain", context.TargetId.ToString());
        try
        {
            await InvokeCounted(context);
        }
        catch
        {
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
