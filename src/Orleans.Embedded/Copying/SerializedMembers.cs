using System.Reflection;

namespace Orleans.Embedded;

/// <summary>The fields that make up a value, and the members they belong to.</summary>
internal static class SerializedMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var part = type; part is not null && part != typeof(object) && part != typeof(ValueType); part = part.BaseType)
        {
            foreach (var field in part.GetFields(Declared))
            {
                yield return field;
            }
        }
    }

    /// <summary>Numbered itself, by its property, or as a parameter of a record (which need no number).</summary>
    internal static bool HasId(FieldInfo field)
    {
        if (field.IsDefined(typeof(IdAttribute)))
        {
            return true;
        }

        var name = NameOf(field);
        var property = field.DeclaringType!.GetProperty(name, Declared);
        return property is not null && (property.IsDefined(typeof(IdAttribute)) || IsRecordParameter(field.DeclaringType, name));
    }

    /// <summary>The name a reader of the source knows it by.</summary>
    internal static string NameOf(FieldInfo field)
        => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;

    private static bool IsRecordParameter(Type type, string name)
        => type.GetMethod("PrintMembers", Declared) is not null
            && type.GetConstructors(Declared).Any(constructor => constructor.GetParameters().Any(parameter => parameter.Name == name));
}
