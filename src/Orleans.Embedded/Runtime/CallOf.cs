using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>A call with its arguments and the promise of its result.</summary>
internal sealed class Call<TArgs, TResult>(
    Engine engine,
    Activation? caller,
    GrainClass targetClass,
    GrainId targetId,
    MethodPlan<TArgs, TResult> plan,
    TArgs args,
    TimeSpan timeout)
    : Call(engine, caller, targetClass, targetId, plan, timeout)
    where TArgs : struct
{
    private readonly TaskCompletionSource<TResult> _result = new(engine.PromiseOptions);
    private TArgs _args = args;

    internal Task<TResult> Result => _result.Task;

    internal override Task Invoke(Activation activation)
    {
        BeginSpan();
        return plan.Invoke(activation.GrainInstance!, ref _args);
    }

    internal void SetToken(CancellationToken token) => plan.SetToken!(ref _args, token);

    protected override bool IsSettled => _result.Task.IsCompleted;

    protected override void SetResult(Task task)
    {
        var result = typeof(TResult) == typeof(VoidResult) ? default! : ((Task<TResult>)task).Result;
        _result.TrySetResult(plan.CopyResult is { } copy ? copy(result) : result);
    }

    protected override bool TrySetException(Exception exception) => _result.TrySetException(exception);

    protected override bool TrySetCanceled(CancellationToken token) => _result.TrySetException(new OperationCanceledException(token));
}
