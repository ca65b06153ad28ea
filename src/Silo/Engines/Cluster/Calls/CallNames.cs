namespace EventPlatform.Silo.Calls;

/// <summary>How calls are told apart and named.</summary>
internal static class CallNames
{
    /// <summary>What travels with a call, in the form of W3C's header of that name.</summary>
    internal const string TraceParent = "traceparent";

    private const string OurNamespace = "EventPlatform.";

    internal static bool IsOurs(IGrainCallContext context) =>
        context.Request.GetInterfaceType().Namespace?.StartsWith(OurNamespace, StringComparison.Ordinal) == true;

    /// <summary><c>IExtensionGrain.Set</c>.</summary>
    internal static string Of(IGrainCallContext context) => $"{context.Request.GetInterfaceType().Name}.{context.Request.GetMethodName()}";
}
