using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Testing;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>How long publishes in a row share a reading of the clock.</summary>
public class BurstTimeTests
{
    private readonly ManualTimeProvider _clock = new();
    private BurstTime _time;

    [Fact]
    public void Look_InARow_IsSharedBy64()
    {
        var first = Look();
        for (var count = 1; count < BurstTime.SharedMax; count++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(first, Look());
        }

        Assert.Equal((_clock.GetUtcNow().ToUnixTimeMilliseconds(), _clock.GetTimestamp()), Look());
        Assert.NotEqual(first, Look());
    }

    [Fact]
    public void Look_AfterAWait_ReadsTheClock()
    {
        var first = Look();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _time.Forget();
        Assert.Equal((first.Now + 1, _clock.GetTimestamp()), Look());
    }

    private (long Now, long Timestamp) Look()
    {
        _time.Look(_clock);
        return (_time.Now, _time.Timestamp);
    }
}
