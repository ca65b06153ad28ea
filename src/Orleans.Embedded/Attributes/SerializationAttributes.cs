namespace Orleans;

/// <summary>Values of this type may cross the border of a grain: they are copied by their [Id] members unless immutable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;
