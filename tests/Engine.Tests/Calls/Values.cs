using System.Collections.Immutable;

namespace EventPlatform.Engine.Tests;

/// <summary>A value that can be changed, so it is copied.</summary>
[GenerateSerializer, Alias("test.Box")]
public sealed class Box
{
    [Id(0)]
    public int Number { get; set; }

    [Id(1)]
    public byte[] Bytes { get; set; } = [];
}

/// <summary>A value nobody changes, so it is passed as it is.</summary>
[GenerateSerializer, Immutable, Alias("test.Sealed")]
public sealed record Sealed([property: Id(0)] byte[] Bytes);

/// <summary>All that may stand in a contract.</summary>
[GenerateSerializer, Immutable, Alias("test.Many")]
public sealed record Many(
    [property: Id(0)] Guid Id,
    [property: Id(1)] DateTimeOffset Time,
    [property: Id(2)] TimeSpan? Span,
    [property: Id(3)] ImmutableArray<Sealed> Parts,
    [property: Id(4)] Kind Kind,
    [property: Id(5)] string? Nothing);

[GenerateSerializer, Alias("test.Kind")]
public enum Kind
{
    None,
    Some,
}
