using System.Linq.Expressions;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Compiles the plan of a method, checking on the way that its arguments and result may cross the border of a grain.</summary>
internal static class MethodPlans
{
    private static readonly MethodInfo CompileMethod = typeof(MethodPlans).GetMethod(
        nameof(CompileFor), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <exception cref="ArgumentException">The method breaks a rule.</exception>
    internal static MethodPlan Compile(MethodInfo method)
    {
        CopyRules.Check(method);
        var args = ArgumentTuple.TypeOf(method.GetParameters().Select(parameter => parameter.ParameterType).ToArray());
        var result = method.ReturnType == typeof(Task) ? typeof(VoidResult) : method.ReturnType.GetGenericArguments()[0];
        return (MethodPlan)CompileMethod.MakeGenericMethod(args, result).Invoke(null, [method])!;
    }

    private static MethodPlan<TArgs, TResult> CompileFor<TArgs, TResult>(MethodInfo method)
        where TArgs : struct
    {
        var parameters = method.GetParameters();
        var args = Expression.Parameter(typeof(TArgs).MakeByRefType(), "args");
        var items = parameters.Select((_, index) => ArgumentTuple.Item(args, index)).ToArray();
        var token = items.FirstOrDefault(item => item.Type == typeof(CancellationToken));
        var value = Expression.Parameter(typeof(CancellationToken), "token");
        return new MethodPlan<TArgs, TResult>(method.DeclaringType!, method)
        {
            Invoke = CompileInvoke<TArgs>(method, args, items),
            CopyArguments = CompileCopy<TArgs>(parameters, args, items),
            CopyResult = typeof(TResult) == typeof(VoidResult) ? null : CopyRules.CopierOf<TResult>(),
            GetToken = token is null ? null : Expression.Lambda<GetToken<TArgs>>(token, args).Compile(),
            SetToken = token is null ? null : Expression.Lambda<SetToken<TArgs>>(Expression.Assign(token, value), args, value).Compile(),
        };
    }

    private static InvokeMethod<TArgs> CompileInvoke<TArgs>(MethodInfo method, ParameterExpression args, Expression[] items)
    {
        var grain = Expression.Parameter(typeof(object), "grain");
        var invoke = Expression.Call(Expression.Convert(grain, method.DeclaringType!), method, items);
        return Expression.Lambda<InvokeMethod<TArgs>>(invoke, grain, args).Compile();
    }

    private static CopyArguments<TArgs>? CompileCopy<TArgs>(ParameterInfo[] parameters, ParameterExpression args, Expression[] items)
    {
        var copies = new List<Expression>();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].IsDefined(typeof(ImmutableAttribute)) && CopyRules.CopierOf(parameters[i].ParameterType) is { } copier)
            {
                copies.Add(Expression.Assign(items[i], Expression.Invoke(Expression.Constant(copier), items[i])));
            }
        }

        return copies.Count == 0 ? null : Expression.Lambda<CopyArguments<TArgs>>(Expression.Block(typeof(void), copies), args).Compile();
    }
}
