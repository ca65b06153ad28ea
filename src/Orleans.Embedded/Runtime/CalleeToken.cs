using Microsoft.Extensions.Logging;
using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>The callee's side of a caller's token. As a work item it is the cancellation, in a turn of the callee.</summary>
internal sealed partial class CalleeToken(Call call) : WorkItem
{
    // Never disposed: a cancellation may still be queued, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _registration;

    internal CancellationToken Token => _source.Token;

    internal void Watch(CancellationToken token)
        => _registration = token.UnsafeRegister(static (state, canceled) => ((Call)state!).Cancel(canceled), call);

    /// <summary>The call is over.</summary>
    internal void Unwatch() => _registration.Unregister();

    internal override void Run(Activation activation)
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException exception)
        {
            LogCallbackFailed(activation.Engine.Logger, exception, activation.GrainId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A cancellation callback of grain {GrainId} failed")]
    private static partial void LogCallbackFailed(ILogger logger, Exception exception, GrainId grainId);
}
