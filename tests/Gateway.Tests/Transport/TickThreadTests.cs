using System.Threading.Channels;

namespace EventPlatform.Gateway.Transport;

public sealed class TickThreadTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Ticks_AreNeverEarly_AndEndWithIt()
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var ticks = Channel.CreateUnbounded<TimeSpan>();
        var thread = new TickThread(Period, () => ticks.Writer.TryWrite(TimeProvider.System.GetElapsedTime(startedAt)));
        for (var count = 1; count <= 5; count++)
        {
            Assert.True(await ticks.Reader.ReadAsync(TestContext.Current.CancellationToken) >= count * Period);
        }

        thread.Dispose();
        thread.Dispose();
    }
}
