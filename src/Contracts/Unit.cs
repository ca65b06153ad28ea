namespace EventPlatform.Contracts;

/// <summary>The value of an outcome that says no more than ok.</summary>
[GenerateSerializer, Immutable, Alias("ep.Unit")]
public sealed record Unit
{
    public static Unit Value { get; } = new();
}
