using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Embedded;

/// <summary>
/// Compiles the copier of a type: a flat clone, then each field that needs a copy of its own. IL, since expressions cannot write the
/// read-only fields of records.
/// </summary>
internal static class MemberCopier
{
    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    internal static Delegate Compile(Type type, IReadOnlyList<(FieldInfo Field, Delegate Copier)> fields)
    {
        var method = new DynamicMethod($"Copy {type}", type, [typeof(Delegate[]), type], typeof(MemberCopier).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        var clone = code.DeclareLocal(type);
        var copy = code.DefineLabel();
        code.Emit(OpCodes.Ldarg_1);
        if (!type.IsValueType)
        {
            code.Emit(OpCodes.Brtrue, copy);
            code.Emit(OpCodes.Ldnull);
            code.Emit(OpCodes.Ret);
            code.MarkLabel(copy);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Call, Clone);
            code.Emit(OpCodes.Castclass, type);
        }

        code.Emit(OpCodes.Stloc, clone);
        for (var i = 0; i < fields.Count; i++)
        {
            var (field, copier) = fields[i];
            code.Emit(type.IsValueType ? OpCodes.Ldloca : OpCodes.Ldloc, clone);
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldelem_Ref);
            code.Emit(OpCodes.Castclass, copier.GetType());
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldfld, field);
            code.Emit(OpCodes.Callvirt, copier.GetType().GetMethod("Invoke")!);
            code.Emit(OpCodes.Stfld, field);
        }

        code.Emit(OpCodes.Ldloc, clone);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate(typeof(Func<,>).MakeGenericType(type, type), fields.Select(field => field.Copier).ToArray());
    }
}
