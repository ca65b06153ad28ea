using System.Collections.Immutable;
using System.Reflection;

namespace Orleans.Embedded;

/// <summary>Copiers of things that hold other things. Each takes the copier of what is inside; null if that is passed as it is.</summary>
internal static class Copiers
{
    internal static Delegate? OfArray(Type element, Delegate? inner) => Make(nameof(Array), element, inner);

    /// <summary>Null if the elements are passed as they are: then so is the whole.</summary>
    internal static Delegate? OfImmutableArray(Type element, Delegate? inner)
        => inner is null ? null : Make(nameof(ImmutableArrayOf), element, inner);

    /// <inheritdoc cref="OfImmutableArray"/>
    internal static Delegate? OfNullable(Type element, Delegate? inner) => inner is null ? null : Make(nameof(Nullable), element, inner);

    /// <summary>A class that is not sealed: its own rule if it is no other's base here, else the rule of what is really there.</summary>
    internal static Delegate ByRuntimeType(Type type, bool isImmutable, List<(FieldInfo Field, Delegate Copier)> fields)
    {
        var own = type.IsAbstract || isImmutable ? null : MemberCopier.Compile(type, fields);
        return (Delegate)Method(nameof(Dynamic)).MakeGenericMethod(type).Invoke(null, [own])!;
    }

    private static Delegate Make(string name, Type element, Delegate? inner)
        => (Delegate)Method(name).MakeGenericMethod(element).Invoke(null, [inner])!;

    private static MethodInfo Method(string name) => typeof(Copiers).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static Func<T[]?, T[]?> Array<T>(Func<T, T>? inner)
        => inner is null
            ? static source => (T[]?)source?.Clone()
            : source => source is null ? null : System.Array.ConvertAll(source, element => inner(element));

    private static Func<ImmutableArray<T>, ImmutableArray<T>> ImmutableArrayOf<T>(Func<T, T> inner)
        => source => source.IsDefault ? source : ImmutableArray.CreateRange(source, inner);

    private static Func<T?, T?> Nullable<T>(Func<T, T> inner)
        where T : struct
        => source => source is { } value ? inner(value) : null;

    private static Func<T?, T?> Dynamic<T>(Func<T, T>? own)
        where T : class
        => source =>
        {
            if (source is null)
            {
                return null;
            }

            if (source.GetType() == typeof(T))
            {
                return own is null ? source : own(source);
            }

            var rule = CopyRules.Of(source.GetType());
            if (rule.Refusal is not null)
            {
                throw new ArgumentException($"The value cannot cross the border of a grain: {rule.Refusal}.");
            }

            return rule.Copier is null ? source : (T?)rule.Copier.DynamicInvoke(source);
        };
}
