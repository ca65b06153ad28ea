using System.Collections.Immutable;

namespace Orleans.Embedded.Tests;

[GenerateSerializer, Immutable]
public sealed record Frozen([property: Id(0)] byte[] Bytes);

[GenerateSerializer, Immutable]
public sealed record Tree([property: Id(0)] ImmutableArray<Tree> Branches);

[GenerateSerializer, Immutable]
public sealed record Either<T>([property: Id(0)] T? Value, [property: Id(1)] string? Refusal);

[GenerateSerializer]
public sealed class Thawed
{
    [Id(0)]
    public byte[] Bytes { get; set; } = [];

    [Id(1)]
    public Frozen? Frozen { get; set; }

    [Id(2)]
    public Point Inner { get; set; }
}

[GenerateSerializer]
public readonly record struct Point([property: Id(0)] byte[] Bytes, [property: Id(1)] int Number);

[GenerateSerializer]
public abstract record Shape;

[GenerateSerializer]
public sealed record Circle([property: Id(0)] byte[] Bytes) : Shape;

public sealed record Bare(int Number);

[GenerateSerializer]
public sealed class HalfNumbered
{
    [Id(0)]
    public int Numbered { get; set; }

    public int Forgotten { get; set; }
}

[GenerateSerializer, Immutable]
public sealed record HoldsBare([property: Id(0)] Bare Bare);

[GenerateSerializer]
public sealed class Loop
{
    [Id(0)]
    public Loop? Next { get; set; }
}

public interface IBadContract : IGrainWithStringKey
{
    Task Take(int number, List<int> items);
}

public interface IVoidContract : IGrainWithStringKey
{
    void Take(int number);
}
