using EventPlatform.Testing;

namespace EventPlatform.EndToEnd.Tests;

/// <summary>Lets time pass on the fake clock, in steps that leave what they set off some real time.</summary>
internal static class PassingTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>Real time that a step gives to what it has set off, at least.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Times that a step goes through the thread pool, behind all that waits there: where other tests keep the machine busy, it takes
    /// longer.
    /// </summary>
    private const int Hops = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Until it is done; at most five minutes of the fake clock.</summary>
    /// <returns>How long that took.</returns>
    internal static async Task<TimeSpan> PassUntil(this ManualTimeProvider clock, Task done)
    {
        var passed = TimeSpan.Zero;
        while (!done.IsCompleted && passed < Longest)
        {
            clock.Advance(Step);
            passed += Step;
            await Task.WhenAny(done, Breathe());
        }

        await done;
        return passed;
    }

    /// <summary>Until it is so; at most five minutes of the fake clock.</summary>
    internal static async Task<TimeSpan> PassUntil(this ManualTimeProvider clock, Func<Task<bool>> isSo)
    {
        var passed = TimeSpan.Zero;
        while (!await isSo())
        {
            Assert.True(passed < Longest, "It never came to be so.");
            clock.Advance(Step);
            passed += Step;
            await Breathe();
        }

        return passed;
    }

    /// <summary>That long.</summary>
    internal static async Task Pass(this ManualTimeProvider clock, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            clock.Advance(Step);
            await Breathe();
        }
    }

    private static async Task Breathe()
    {
        await Task.Delay(Breath, Cancel);
        for (var hop = 0; hop < Hops; hop++)
        {
            await Task.Factory.StartNew(static () => { }, Cancel, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        }
    }
}
