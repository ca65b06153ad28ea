using System.Collections.Immutable;

namespace EventPlatform.Engine.Tests;

[GenerateSerializer, Alias("test.Row")]
public sealed class Row
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public ImmutableArray<int> Numbers { get; set; } = [];

    [Id(2)]
    public Dictionary<string, Mark> Marks { get; set; } = [];
}

[GenerateSerializer, Immutable, Alias("test.Mark")]
public sealed record Mark([property: Id(0)] int Number, [property: Id(1)] string Note);
