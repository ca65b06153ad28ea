namespace Orleans.Embedded.Tests;

public sealed class SpeedGrain : Grain, ISpeedGrain
{
    private int _sum;

    public Task<int> Take(SpeedItem item, string text)
    {
        _sum += item.Number + text.Length;
        return Task.FromResult(_sum);
    }
}
