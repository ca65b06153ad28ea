using System.Linq.Expressions;
using System.Reflection.Emit;

namespace Orleans.Embedded;

/// <summary>The value tuple that holds the arguments of a method; after seven of them the rest is a tuple of its own.</summary>
internal static class ArgumentTuple
{
    private const int Flat = 7;

    private static readonly Type[] Shapes =
    [
        typeof(ValueTuple), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
        typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
    ];

    internal static Type TypeOf(ReadOnlySpan<Type> parameters)
    {
        if (parameters.Length == 0)
        {
            return typeof(ValueTuple);
        }

        return parameters.Length <= Flat
            ? Shapes[parameters.Length].MakeGenericType(parameters.ToArray())
            : Shapes[Flat + 1].MakeGenericType([.. parameters[..Flat], TypeOf(parameters[Flat..])]);
    }

    /// <summary>Makes the tuple of the arguments that lie on the stack.</summary>
    internal static void EmitNew(ILGenerator code, Type tuple)
    {
        if (tuple == typeof(ValueTuple))
        {
            code.Emit(OpCodes.Ldloc, code.DeclareLocal(tuple));
            return;
        }

        var types = tuple.GetGenericArguments();
        if (types.Length > Flat)
        {
            EmitNew(code, types[Flat]);
        }

        code.Emit(OpCodes.Newobj, tuple.GetConstructor(types)!);
    }

    /// <summary>The argument of that number.</summary>
    internal static Expression Item(Expression tuple, int index)
        => index < Flat ? Expression.Field(tuple, $"Item{index + 1}") : Item(Expression.Field(tuple, "Rest"), index - Flat);
}
