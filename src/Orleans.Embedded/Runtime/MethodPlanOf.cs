using System.Reflection;

namespace Orleans.Runtime;

internal delegate Task InvokeMethod<TArgs>(object grain, ref TArgs args);

internal delegate void CopyArguments<TArgs>(ref TArgs args);

internal delegate CancellationToken GetToken<TArgs>(ref TArgs args);

internal delegate void SetToken<TArgs>(ref TArgs args, CancellationToken token);

/// <summary>The plan of a method with these arguments (a value tuple) and this result.</summary>
internal sealed class MethodPlan<TArgs, TResult>(Type contract, MethodInfo method) : MethodPlan(contract, method)
    where TArgs : struct
{
    internal required InvokeMethod<TArgs> Invoke { get; init; }

    /// <summary>Null: nothing has to be copied.</summary>
    internal CopyArguments<TArgs>? CopyArguments { get; init; }

    /// <summary>Null: nothing has to be copied.</summary>
    internal Func<TResult, TResult>? CopyResult { get; init; }

    /// <summary>Null: the method takes no token.</summary>
    internal GetToken<TArgs>? GetToken { get; init; }

    internal SetToken<TArgs>? SetToken { get; init; }
}
