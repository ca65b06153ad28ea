namespace Orleans.Embedded.Tests;

public interface ISpeedGrain : IGrainWithIntegerKey
{
    Task<int> Take(SpeedItem item, string text);
}

[GenerateSerializer, Immutable]
public sealed record SpeedItem([property: Id(0)] int Number, [property: Id(1)] string Text);
