using System.Globalization;

namespace EventPlatform.Testing;

/// <summary>The one clock of the run: all that is measured happens on this machine.</summary>
public static class Clock
{
    public static long Now => TimeProvider.System.GetTimestamp();

    /// <summary>As the logs of silos and gateways have it.</summary>
    public static string Utc => TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static TimeSpan Since(long at) => TimeProvider.System.GetElapsedTime(at);

    public static TimeSpan Between(long from, long to) => TimeProvider.System.GetElapsedTime(from, to);

    /// <summary>Seconds with one decimal place.</summary>
    public static string Text(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>Looks every 50 ms.</summary>
    /// <returns>Whether it became true in time.</returns>
    public static async Task<bool> Until(Func<bool> isTrue, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = Now;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isTrue())
        {
            if (Since(start) >= limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    /// <summary>Lets a time pass that a fault lasts.</summary>
    public static Task Pass(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, TimeProvider.System, cancellationToken);
}
