namespace Orleans.Runtime;

/// <summary>Names a grain class.</summary>
public readonly struct GrainType : IEquatable<GrainType>
{
    private readonly string _value;

    private GrainType(string value) => _value = value;

    public static GrainType Create(string value) => new(value);

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);

    public bool Equals(GrainType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value ?? "";
}
