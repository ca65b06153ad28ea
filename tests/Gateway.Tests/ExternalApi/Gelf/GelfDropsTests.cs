using EventPlatform.Gateway.ExternalApi.Gelf;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Gelf;

public sealed class GelfDropsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly GelfCounts _counts = new();
    private readonly LogLines _log = new();
    private readonly GelfDrops _drops;

    public GelfDropsTests() => _drops = new GelfDrops(_counts.Metrics, _time, _log);

    public void Dispose() => _counts.Dispose();

    [Fact]
    public void Add_Many_AllAreCountedAndAFewLinesLogged()
    {
        for (var each = 0; each < 1_000; each++)
        {
            _drops.Add(GelfDrop.QueueFull);
        }

        _time.Advance(GelfDrops.LogEvery - TimeSpan.FromTicks(1));
        _drops.Add(GelfDrop.QueueFull);
        _drops.Add(GelfDrop.TooLarge);
        _time.Advance(TimeSpan.FromTicks(1));
        _drops.Add(GelfDrop.QueueFull);
        _drops.Add(GelfDrop.QueueFull);

        Assert.Equal(1_004, _counts.Dropped);
        Assert.Equal(
            [
                "Warning: Log entries that did not reach the GELF receiver: 1, QueueFull",
                "Warning: Log entries that did not reach the GELF receiver: 1, TooLarge",
                "Warning: Log entries that did not reach the GELF receiver: 1001, QueueFull",
            ],
            _log.All);
    }

    [Fact]
    public async Task Add_FromManyThreads_CountsAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var each = 0; each < 1_000; each++)
            {
                _drops.Add(GelfDrop.Refused);
            }
        })));
        _time.Advance(GelfDrops.LogEvery);
        _drops.Add(GelfDrop.Refused);
        Assert.Equal(8_001, _counts.Dropped);
        Assert.Equal("Warning: Log entries that did not reach the GELF receiver: 8000, Refused", _log.All[^1]);
    }
}
