namespace EventPlatform.Gateway.ExternalApi.Login;

/// <summary>
/// A wait for this login alone, and nobody else waits. Not on the shared wheel, whose ticks would answer a hundred refusals of a flood in
/// the same moment and delay what is published just then.
/// </summary>
internal static class RefusalDelay
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Ends not sooner than after this time; timers may come a little early.</summary>
    public static async Task After(TimeProvider time, TimeSpan due)
    {
        var start = time.GetTimestamp();
        while (due - time.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left > Shortest ? left : Shortest, time);
        }
    }
}
