using System.Diagnostics;
using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>A call on its way: in the queue of its target, or running there, while its caller waits.</summary>
internal abstract class Call(Engine engine, Activation? caller, GrainClass targetClass, GrainId targetId, MethodPlan plan, TimeSpan timeout)
    : Turn(targetClass, targetId)
{
    private Activation? _target;
    private CalleeToken? _token;
    private volatile bool _hasSpan;

    internal Engine Engine => engine;

    /// <summary>The caller's span until the call begins, then its own; null: it is not recorded.</summary>
    internal Activity? Span { get; set; }

    /// <summary>The timestamp at which the caller stops waiting.</summary>
    internal long Deadline { get; } = engine.Clock.After(timeout);

    // These four belong to the shard's lock.
    internal PendingCallShard? Shard { get; set; }

    internal bool IsPending { get; set; }

    internal Call? Next { get; set; }

    internal Call? Previous { get; set; }

    internal override Activation? Caller => caller;

    internal override bool Interleaves => plan.Interleaves;

    internal override string Description => $"{plan.Name} of {TargetId} for {CallerName}";

    private string CallerName => caller is null ? "a client" : caller.GrainId.ToString();

    /// <summary>
    /// From here on the caller's token can end the wait. Returned is the callee's token, cancelled in a turn of its own. Before the call
    /// is queued, so that nothing can have ended it yet.
    /// </summary>
    internal CancellationToken Link(CancellationToken token)
    {
        _token = new CalleeToken(this);
        _token.Watch(token);
        return _token.Token;
    }

    /// <summary>The wait is over because the caller says so; the callee is told in a turn of its own.</summary>
    internal void Cancel(CancellationToken token)
    {
        if (TrySetCanceled(token) && Volatile.Read(ref _target) is { } target)
        {
            target.Scheduler.Enqueue(_token!);
        }

        Shard?.Remove(this);
    }

    internal void TimeOut()
    {
        var target = Volatile.Read(ref _target);
        var doing = (target ?? engine.FindActive(TargetId))?.Describe();
        var state = target is null ? "It had not begun." : "It had begun and is not stopped by this.";
        Fail(new TimeoutException(
            $"Response did not arrive on time in {timeout} for request [{CallerName}]->[{TargetId}] {plan.Name}. "
            + $"{state} {doing}"));
    }

    internal void Fail(Exception exception)
    {
        if (TrySetException(exception))
        {
            engine.Calls.CountFailure();
        }

        EndSpan(ActivityStatusCode.Error);
        Settle();
    }

    internal override bool TryBegin(Activation activation)
    {
        // Before looking whether the caller gave up: who gives up looks here afterwards.
        Interlocked.Exchange(ref _target, activation);
        return !IsSettled;
    }

    internal override void Reject(Exception reason) => Fail(reason);

    internal override void Finish(Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            Fail(task.Exception?.InnerException ?? new TaskCanceledException(task));
            return;
        }

        try
        {
            EndSpan(ActivityStatusCode.Unset);
            SetResult(task);
            Settle();
        }
        catch (ArgumentException exception)
        {
            // The result is of a type that cannot be copied, which shows only now.
            Fail(exception);
        }
    }

    /// <summary>From here on the turn is in a span of its own.</summary>
    protected void BeginSpan()
    {
        if (Span is { } caller)
        {
            Span = engine.Tracing!.Begin(caller, plan.Name, TargetId);
            _hasSpan = Span is not null;
        }
    }

    private void EndSpan(ActivityStatusCode status)
    {
        if (_hasSpan)
        {
            CallTracing.End(Span!, status);
        }
    }

    protected abstract bool IsSettled { get; }

    protected abstract void SetResult(Task task);

    protected abstract bool TrySetException(Exception exception);

    protected abstract bool TrySetCanceled(CancellationToken token);

    private void Settle()
    {
        Shard?.Remove(this);
        _token?.Unwatch();
    }
}
