using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Embedded;

/// <summary>
/// What may cross the border of a grain, and how: simple values and [Immutable] types as they are, arrays and other [GenerateSerializer]
/// types as copies, nothing else at all.
/// </summary>
public static class CopyRules
{
    private static readonly ConcurrentDictionary<Type, CopyRule> Rules = new();

    /// <summary>Checks every method of a grain interface.</summary>
    /// <exception cref="ArgumentException">A method may not be called; the text says which one and why.</exception>
    public static void CheckInterface(Type grainInterface)
    {
        ArgumentNullException.ThrowIfNull(grainInterface);
        foreach (var method in grainInterface.GetInterfaces().Append(grainInterface).SelectMany(part => part.GetMethods()))
        {
            Check(method);
        }
    }

    /// <inheritdoc cref="CheckInterface"/>
    public static void Check(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        if (method.IsGenericMethodDefinition)
        {
            throw new ArgumentException($"{name} is generic; methods of grain interfaces are not.");
        }

        var result = method.ReturnType;
        if (result != typeof(Task) && !(result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>)))
        {
            throw new ArgumentException($"{name} returns {result}; methods of grain interfaces return Task or Task<T>.");
        }

        if (result != typeof(Task))
        {
            Check(result.GetGenericArguments()[0], $"The result of {name}");
        }

        foreach (var parameter in method.GetParameters())
        {
            Check(parameter.ParameterType, $"Parameter {parameter.Name} of {name}");
        }
    }

    /// <summary>Checks a type and everything in it.</summary>
    /// <exception cref="ArgumentException">The type may not cross the border of a grain; the text says why.</exception>
    public static void Check(Type type) => Check(type, "The value");

    /// <summary>Whether values of the type are passed on without a copy.</summary>
    /// <exception cref="ArgumentException">The type may not cross the border of a grain at all.</exception>
    public static bool IsPassedAsIs(Type type) => Allowed(type, "The value").Copier is null;

    /// <summary>A Func from the type to itself; null if values are passed as they are.</summary>
    internal static Delegate? CopierOf(Type type) => Allowed(type, "The value").Copier;

    internal static Func<T, T>? CopierOf<T>() => (Func<T, T>?)CopierOf(typeof(T));

    internal static CopyRule Of(Type type)
    {
        if (Rules.TryGetValue(type, out var rule))
        {
            return rule;
        }

        rule = new CopyRuleFinder().Find(type);
        Rules[type] = rule;
        return rule;
    }

    private static void Check(Type type, string what) => Allowed(type, what);

    private static CopyRule Allowed(Type type, string what)
    {
        var rule = Of(type);
        return rule.Refusal is null ? rule : throw new ArgumentException($"{what} cannot cross the border of a grain: {rule.Refusal}.");
    }
}
