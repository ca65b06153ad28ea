using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Events;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Slow;

/// <summary>Reads what it gets, until it stops reading.</summary>
internal sealed class SlowSubscriber(EventTraffic traffic, int number) : EventSession(traffic, number, traffic.Topics[0])
{
    private readonly EventTraffic _traffic = traffic;

    /// <summary>From here on it does not read, and sees nothing of its end.</summary>
    public void Stop() => Connection.StopReading();

    protected override void Received(ReadOnlySpan<byte> message, long now)
    {
        if (!EventBody.TryFind(message, out _, out _))
        {
            _traffic.Faults.Add($"the subscriber that will be slow got {ApiMessage.Read(message).Excerpt()}");
        }
    }
}
