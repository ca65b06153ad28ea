using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Everything about a method of a grain interface that its calls need, worked out once.</summary>
internal abstract class MethodPlan(Type contract, MethodInfo method)
{
    internal Type Contract { get; } = contract;

    /// <summary>"IUserGrain.Login".</summary>
    internal string Name { get; } = $"{contract.Name}.{method.Name}";

    internal TimeSpan? ResponseTimeout { get; } = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;

    internal bool Interleaves { get; } = method.IsDefined(typeof(AlwaysInterleaveAttribute));
}
