using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Silo.Calls;

/// <summary>Tells callees the span of their caller, if it is recorded.</summary>
internal sealed class OutgoingCalls : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) =>
        PlatformTracing.Recorded is { Id: { } span } && CallNames.IsOurs(context) ? InvokeTraced(context, span) : context.Invoke();

    /// <summary>What is set here is gone when it returns, as it is with all that flows: the caller's other calls do not see it.</summary>
    private static async Task InvokeTraced(IOutgoingGrainCallContext context, string span)
    {
        RequestContext.Set(CallNames.TraceParent, span);
        await context.Invoke();
    }
}
