using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Emits, per grain interface, a subclass of <see cref="GrainReference"/> whose methods put their arguments into a tuple and send it:
/// no reflection and no boxing per call. Called under a lock.
/// </summary>
internal static class ProxyEmitter
{
    private static readonly AssemblyBuilder Assembly = AssemblyBuilder.DefineDynamicAssembly(
        new AssemblyName("Orleans.Embedded.Proxies"), AssemblyBuilderAccess.Run);

    private static readonly ModuleBuilder Module = Assembly.DefineDynamicModule("Proxies");
    private static readonly HashSet<string> Accessible = [];
    private static readonly Type[] ConstructorParameters = [typeof(GrainFactory), typeof(GrainClass), typeof(GrainId)];

    private static readonly ConstructorInfo BaseConstructor = typeof(GrainReference).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic, ConstructorParameters)!;

    private static readonly MethodInfo Send = typeof(GrainReference).GetMethod(
        nameof(GrainReference.Send), BindingFlags.Instance | BindingFlags.NonPublic)!;

    internal static ProxyType Emit(Type contract)
    {
        if (!contract.IsInterface || !typeof(IAddressable).IsAssignableFrom(contract))
        {
            throw new ArgumentException($"{contract} is not a grain interface.");
        }

        MakeAccessible(contract);
        var type = Module.DefineType(
            $"Proxies.{contract.FullName}", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(GrainReference));
        type.AddInterfaceImplementation(contract);
        EmitConstructor(type);
        var plans = new List<(string Field, MethodPlan Plan)>();
        var methods = contract.GetInterfaces().Append(contract).SelectMany(part => part.GetMethods());
        foreach (var method in methods.Where(method => method.IsAbstract))
        {
            MakeAccessible(method.DeclaringType!);
            var plan = MethodPlans.Compile(method);
            var field = type.DefineField($"Plan{plans.Count}", plan.GetType(), FieldAttributes.Public | FieldAttributes.Static);
            EmitMethod(type, method, plan, field);
            plans.Add((field.Name, plan));
        }

        var created = type.CreateType();
        foreach (var (field, plan) in plans)
        {
            created.GetField(field)!.SetValue(null, plan);
        }

        var parameters = ConstructorParameters.Select(Expression.Parameter).ToArray();
        var create = Expression.Lambda<CreateReference>(
            Expression.New(created.GetConstructor(ConstructorParameters)!, parameters), parameters);
        return new ProxyType(created, create.Compile());
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, ConstructorParameters).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Call, BaseConstructor);
        code.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder type, MethodInfo method, MethodPlan plan, FieldBuilder field)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var emitted = type.DefineMethod(
            $"{method.DeclaringType!.Name}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot
            | MethodAttributes.HideBySig,
            method.ReturnType,
            parameters);
        var code = emitted.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldsfld, field);
        for (var i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg, i + 1);
        }

        var types = plan.GetType().GetGenericArguments();
        ArgumentTuple.EmitNew(code, types[0]);
        code.Emit(OpCodes.Call, Send.MakeGenericMethod(types));
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(emitted, method);
    }

    /// <summary>Internal interfaces and the engine's own internals may be used by the emitted code.</summary>
    private static void MakeAccessible(Type contract)
    {
        foreach (var name in new[] { contract.Assembly.GetName().Name!, typeof(ProxyEmitter).Assembly.GetName().Name! })
        {
            if (Accessible.Add(name))
            {
                var attribute = typeof(System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
                Assembly.SetCustomAttribute(new CustomAttributeBuilder(attribute, [name]));
            }
        }
    }
}
