using System.Collections.Immutable;
using System.Reflection;

namespace Orleans.Embedded;

/// <summary>Finds the rule of one type by looking at everything in it.</summary>
internal sealed class CopyRuleFinder
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(CancellationToken),
    ];

    private readonly HashSet<Type> _open = [];

    internal CopyRule Find(Type type)
    {
        if (type.IsEnum || (type.IsPrimitive && type != typeof(nint) && type != typeof(nuint)) || Simple.Contains(type))
        {
            return CopyRule.PassAsIs;
        }

        if (type.IsArray)
        {
            return type.IsSZArray
                ? OfElements(type, type.GetElementType()!, Copiers.OfArray)
                : CopyRule.Refused($"{type} has several dimensions");
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(Nullable<>))
        {
            return OfElements(type, type.GetGenericArguments()[0], Copiers.OfNullable);
        }

        if (definition == typeof(ImmutableArray<>))
        {
            return OfElements(type, type.GetGenericArguments()[0], Copiers.OfImmutableArray);
        }

        return type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !type.IsInterface
            ? OfMembers(type)
            : CopyRule.Refused($"{type} has no [GenerateSerializer] and is none of the types known to be safe");
    }

    private CopyRule OfElements(Type type, Type element, Func<Type, Delegate?, Delegate?> copier)
    {
        var rule = Find(element);
        if (rule.Refusal is not null)
        {
            return CopyRule.Refused($"{type}: {rule.Refusal}");
        }

        return copier(element, rule.Copier) is { } found ? CopyRule.Copied(found) : CopyRule.PassAsIs;
    }

    private CopyRule OfMembers(Type type)
    {
        var isImmutable = type.IsDefined(typeof(ImmutableAttribute), inherit: true);
        if (!_open.Add(type))
        {
            // Inside itself again. An immutable one is passed as it is, whatever it holds.
            return isImmutable ? CopyRule.PassAsIs : CopyRule.Refused($"{type} contains itself and is not [Immutable]");
        }

        var copied = new List<(FieldInfo Field, Delegate Copier)>();
        foreach (var field in SerializedMembers.FieldsOf(type))
        {
            if (!SerializedMembers.HasId(field))
            {
                return CopyRule.Refused($"{SerializedMembers.NameOf(field)} of {type} has no [Id]");
            }

            var rule = Find(field.FieldType);
            if (rule.Refusal is not null)
            {
                return CopyRule.Refused($"{SerializedMembers.NameOf(field)} of {type}: {rule.Refusal}");
            }

            if (rule.Copier is not null)
            {
                copied.Add((field, rule.Copier));
            }
        }

        _open.Remove(type);
        if (!type.IsSealed)
        {
            return CopyRule.Copied(Copiers.ByRuntimeType(type, isImmutable, copied));
        }

        var isCopiedByUse = type.IsValueType && copied.Count == 0;
        return isImmutable || isCopiedByUse ? CopyRule.PassAsIs : CopyRule.Copied(MemberCopier.Compile(type, copied));
    }
}
