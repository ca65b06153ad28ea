namespace Orleans.Embedded;

internal static class SchedulerExtensions
{
    /// <summary>
    /// How promises are made: their waiters go on in their own place, not inside the turn that keeps the promise. With a single-threaded
    /// scheduler every waiter has such a place, and the flag would send combinators like Task.WhenAll to the thread pool.
    /// </summary>
    internal static TaskCreationOptions PromiseOptions(this IEngineScheduler scheduler)
        => scheduler.IsSingleThreaded ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
}
