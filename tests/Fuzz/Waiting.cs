namespace EventPlatform.Fuzz;

/// <summary>Waits of a program that looks at a gateway from outside.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until it is so, something has ended, or the time is over.</summary>
    /// <returns>Whether it is so.</returns>
    public static async Task<bool> Until(Func<bool> isSo, Task orEnded, TimeSpan limit)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            if (orEnded.IsCompleted || TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return isSo();
            }

            await Task.WhenAny(orEnded, Task.Delay(Step));
        }

        return true;
    }
}
