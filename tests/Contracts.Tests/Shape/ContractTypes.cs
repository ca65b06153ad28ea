using System.Reflection;

namespace EventPlatform.Contracts.Tests.Shape;

/// <summary>What crosses a process border, found by reflection.</summary>
internal static class ContractTypes
{
    private static readonly Assembly Contracts = typeof(Refusal).Assembly;

    internal static IEnumerable<Type> Interfaces { get; } =
    [
        .. Contracts.GetExportedTypes()
            .Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            .OrderBy(Alias, StringComparer.Ordinal),
    ];

    internal static IEnumerable<Type> Serialized { get; } =
        [.. Contracts.GetTypes().Where(type => Marks.Has(type, "GenerateSerializer")).OrderBy(Alias, StringComparer.Ordinal)];

    internal static IEnumerable<Type> Records => Serialized.Where(type => !type.IsEnum);

    internal static IEnumerable<MethodInfo> Methods
        => Interfaces.SelectMany(type => type.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal));

    /// <summary>Members that are written: the instance properties that have a field.</summary>
    internal static IEnumerable<PropertyInfo> Members(Type type)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;
        return type.GetProperties(Hidden | BindingFlags.Public)
            .Where(property => type.GetField($"<{property.Name}>k__BackingField", Hidden) is not null);
    }

    internal static string Alias(MemberInfo member) => Marks.ValueOf(member, "Alias") as string ?? $"?{member.Name}";

    /// <summary>The type as the list says it: aliases for ours, short names for the rest.</summary>
    internal static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{NameOf(underlying)}?";
        }

        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[]";
        }

        var name = Marks.ValueOf(type, "Alias") as string ?? type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }
}
