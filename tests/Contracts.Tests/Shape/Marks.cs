using System.Reflection;

namespace EventPlatform.Contracts.Tests.Shape;

/// <summary>Attributes by name and value, the same on both engines.</summary>
internal static class Marks
{
    internal static bool Has(MemberInfo member, string attribute) => Find(member, attribute) is not null;

    /// <summary>The attribute's first constructor argument; null without the attribute.</summary>
    internal static object? ValueOf(MemberInfo member, string attribute)
        => Find(member, attribute)?.ConstructorArguments.FirstOrDefault().Value;

    private static CustomAttributeData? Find(MemberInfo member, string attribute)
        => member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == attribute + "Attribute");
}
