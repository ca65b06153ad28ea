using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Transport;

public class TimingWheelTests
{
    private static readonly TimeSpan Tick = TimingWheel.TickLength;
    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<int> Delays => [0, 1, 99, 100, 101, 150, 5_000, 409_500, 409_600, 409_700, 1_000_000];

    [Theory, MemberData(nameof(Delays))]
    public void Schedule_AnyTime_FiresOnceWithinATickAfterIt(int milliseconds)
    {
        using var wheel = NewWheel();
        _clock.Advance(TimeSpan.FromMilliseconds(1_234));
        var fired = new List<DateTimeOffset>();
        var due = _clock.GetUtcNow() + TimeSpan.FromMilliseconds(milliseconds);
        wheel.Schedule(TimeSpan.FromMilliseconds(milliseconds), _ => fired.Add(_clock.GetUtcNow()), null);
        _clock.Advance(TimeSpan.FromMilliseconds((milliseconds * 3) + 1_000));
        Assert.InRange(Assert.Single(fired), due, due + Tick);
    }

    [Fact]
    public void Cancel_BeforeItIsDue_NeverFires()
    {
        using var wheel = NewWheel();
        var count = 0;
        var timers = Enumerable.Range(0, 10).Select(_ => wheel.Schedule(Tick * 5, _ => count++, null)).ToArray();
        Assert.True(timers[0].Cancel());
        Assert.True(timers[9].Cancel());
        Assert.True(timers[5].Cancel());
        Assert.False(timers[5].Cancel());
        _clock.Advance(Tick * 10);
        Assert.Equal(7, count);
        Assert.False(timers[1].Cancel());
    }

    [Fact]
    public void Cancel_FromACallbackOfTheSameTick_Counts()
    {
        using var wheel = NewWheel();
        var fired = new List<int>();
        var timers = new WheelTimer[2];
        timers[0] = wheel.Schedule(Tick, _ => Fire(0), null);
        timers[1] = wheel.Schedule(Tick, _ => Fire(1), null);
        _clock.Advance(Tick * 3);
        Assert.Single(fired);

        void Fire(int i)
        {
            fired.Add(i);
            timers[1 - i].Cancel();
        }
    }

    [Fact]
    public void Schedule_FromACallback_FiresLater()
    {
        using var wheel = NewWheel();
        var ticks = new List<long>();
        wheel.Schedule(TimeSpan.Zero, Again, null);
        _clock.Advance(Tick * 10);
        Assert.Equal(ticks.Distinct().Count(), ticks.Count);
        Assert.InRange(ticks.Count, 9, 10);

        void Again(object? state)
        {
            ticks.Add(wheel.Tick);
            wheel.Schedule(TimeSpan.Zero, Again, null);
        }
    }

    [Fact]
    public void Schedule_CallbackThrows_OthersStillFire()
    {
        using var wheel = NewWheel();
        var count = 0;
        wheel.Schedule(Tick, _ => count++, null);
        wheel.Schedule(Tick, _ => throw new InvalidOperationException("a bug"), null);
        wheel.Schedule(Tick, _ => count++, null);
        wheel.Schedule(Tick * 2, _ => count++, null);
        _clock.Advance(Tick * 5);
        Assert.Equal(3, count);
    }

    [Fact]
    public void Schedule_ManyAndRandomCancels_FiresExactlyTheRest()
    {
        using var wheel = NewWheel();
        var random = new Random(1);
        var fired = new HashSet<int>();
        var expected = new HashSet<int>();
        var timers = new List<(int Id, WheelTimer Timer)>();
        for (var id = 0; id < 20_000; id++)
        {
            var own = id;
            timers.Add((id, wheel.Schedule(TimeSpan.FromMilliseconds(random.Next(0, 1_000_000)), _ => Assert.True(fired.Add(own)), null)));
            expected.Add(id);
            if (random.Next(3) == 0)
            {
                var (victim, timer) = timers[random.Next(timers.Count)];
                if (timer.Cancel())
                {
                    expected.Remove(victim);
                }
            }

            if (random.Next(50) == 0)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(random.Next(2_000)));
            }
        }

        _clock.Advance(TimeSpan.FromMilliseconds(1_000_200));
        Assert.Equal(expected.Order(), fired.Order());
    }

    private TimingWheel NewWheel() => new(_clock, NullLogger<TimingWheel>.Instance);
}
