namespace Orleans;

/// <summary>The name of a grain class in identities and storage; without it the class name in small letters, "grain" cut off.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    internal string Name { get; } = grainType;
}
