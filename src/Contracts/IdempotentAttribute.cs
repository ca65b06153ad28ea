namespace EventPlatform.Contracts;

/// <summary>
/// Says of a grain method whether calling it twice is the same as once. Only such calls are tried again after an unknown outcome.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute(bool isIdempotent) : Attribute
{
    public bool IsIdempotent { get; } = isIdempotent;
}
