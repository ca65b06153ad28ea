using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Contracts;

/// <summary>What a grain answers: a value, or why it refused. Expected refusals are values; an exception is a bug or a lost silo.</summary>
[GenerateSerializer, Immutable, Alias("ep.Outcome`1")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>True when there is a value; then there is no refusal.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsOk => Refusal is null;

    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
