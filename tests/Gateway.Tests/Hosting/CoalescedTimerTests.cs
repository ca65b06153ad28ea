using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class CoalescedTimerTests : IDisposable
{
    private static readonly TimeSpan Tick = TimingWheel.TickLength;
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private readonly ManualTimeProvider _clock = new();
    private readonly TimingWheel _wheel;
    private readonly SemaphoreSlim _fired = new(0);

    public CoalescedTimerTests()
    {
        _wheel = new TimingWheel(_clock, NullLogger<TimingWheel>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _wheel.Dispose();

    [Fact]
    public async Task Once_GoesOffAtTheFirstTickAtWhichItIsDue()
    {
        _clock.Advance(Tick / 4);
        var timer = New();
        Assert.True(timer.Change(5 * Tick, Never));
        await ExpectAfter(ticks: 5, 0);
        await ExpectAfter(ticks: 1, 1);
        await ExpectAfter(ticks: 50, 0);
    }

    [Fact]
    public async Task Period_NoMultipleOfATick_IsRightOnAverage()
    {
        var timer = New();
        timer.Change(2.5 * Tick, 2.5 * Tick);
        await ExpectAfter(ticks: 2, 0);
        await ExpectAfter(ticks: 1, 1);
        await ExpectAfter(ticks: 2, 1);
        await ExpectAfter(ticks: 2, 0);
        await ExpectAfter(ticks: 1, 1);
        for (var round = 0; round < 20; round++)
        {
            await ExpectAfter(ticks: 3, 1);
            await ExpectAfter(ticks: 2, 1);
        }
    }

    [Fact]
    public async Task Change_OnlyTheNewTimeCounts()
    {
        var timer = New();
        timer.Change(2 * Tick, 2 * Tick);
        timer.Change(7 * Tick, Never);
        await ExpectAfter(ticks: 6, 0);
        await ExpectAfter(ticks: 1, 1);
        timer.Change(2 * Tick, Never);
        timer.Change(Never, Never);
        await ExpectAfter(ticks: 20, 0);
    }

    [Fact]
    public async Task Dispose_EndsIt()
    {
        var timer = New();
        timer.Change(2 * Tick, Tick);
        await ExpectAfter(ticks: 3, 2);
        timer.Dispose();
        Assert.False(timer.Change(Tick, Tick));
        Assert.False(timer.Change(TimeSpan.Zero, Never));
        await ExpectAfter(ticks: 20, 0);
    }

    [Fact]
    public async Task DisposeAsync_WaitsForTheCallbackThatRuns()
    {
        using var mayEnd = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timer = new CoalescedTimer(
            _wheel,
            _ =>
            {
                begun.SetResult();
                mayEnd.Wait(Cancel);
            },
            null);
        timer.Change(Tick, Never);
        _clock.Advance(Tick);
        await begun.Task;
        var disposed = timer.DisposeAsync().AsTask();
        Assert.False(disposed.IsCompleted);
        mayEnd.Set();
        await disposed;
        await timer.DisposeAsync();
    }

    /// <summary>The clock of the wheel stands: these are the system's.</summary>
    [Theory]
    [InlineData(0, -1, 1)]
    [InlineData(20, -1, 1)]
    [InlineData(1, 1, 5)]
    public async Task ShortTimes_AreNotMoved(int due, int period, int count)
    {
        using var timer = New();
        timer.Change(TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period));
        for (; count > 0; count--)
        {
            await _fired.WaitAsync(Cancel);
        }

        // From a short time to a long one and back.
        timer.Change(Tick, Never);
        while (_fired.Wait(0, Cancel))
        {
        }

        await ExpectAfter(ticks: 1, 1);
        timer.Change(TimeSpan.Zero, Never);
        await _fired.WaitAsync(Cancel);
    }

    [Theory]
    [InlineData(-2, 0, "dueTime")]
    [InlineData(0, -2, "period")]
    [InlineData(4_294_967_295, 0, "dueTime")]
    public void Times_OutOfRange_AreRefused(long due, long period, string name)
    {
        using var timer = New();
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => timer.Change(TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period)));
        Assert.Equal(name, exception.ParamName);
    }

    [Fact]
    public async Task CallsBack_InTheContextOfItsMaking()
    {
        var local = new AsyncLocal<string> { Value = "made" };
        var seen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new CoalescedTimer(_wheel, state => ((TaskCompletionSource<string?>)state!).SetResult(local.Value), seen);
        local.Value = "changed";
        timer.Change(Tick, Never);
        _clock.Advance(Tick);
        Assert.Equal("made", await seen.Task);
    }

    [Fact]
    public async Task Provider_DelaysAreOverNotEarly()
    {
        using var time = new CoalescingTimeProvider(NullLogger<TimingWheel>.Instance);
        var begin = time.GetTimestamp();
        await Task.WhenAll(
            Task.Delay(TimeSpan.FromMilliseconds(30), time, Cancel), Task.Delay(TimeSpan.FromMilliseconds(250), time, Cancel));
        Assert.True(time.GetElapsedTime(begin) >= TimeSpan.FromMilliseconds(250));
    }

    private CoalescedTimer New() => new(_wheel, state => ((SemaphoreSlim)state!).Release(), _fired);

    /// <summary>Callbacks run on the pool: one that is too many is met by whoever looks next.</summary>
    private async Task ExpectAfter(int ticks, int count)
    {
        _clock.Advance(ticks * Tick);
        for (var index = 0; index < count; index++)
        {
            Assert.True(await _fired.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        }

        await Task.Yield();
        Assert.Equal(0, _fired.CurrentCount);
    }
}
