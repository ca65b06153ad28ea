namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// How many threads the pool begins with: one fewer than there are cores, since one more watches the sockets. On its way an event is work
/// for one thread at a time; a thread that is woken for each step costs more than most steps do, and keeps a core from the thread that
/// could go on at once. The pool adds threads where they do more work, or wait.
/// </summary>
internal static class PoolThreads
{
    /// <summary>Sets it, unless the runtime's own settings do (<c>DOTNET_ThreadPool_ForceMinWorkerThreads</c>).</summary>
    internal static void Set()
    {
        var count = Math.Max(1, Environment.ProcessorCount - 1);
        ThreadPool.GetMinThreads(out _, out var completionMin);
        ThreadPool.GetMaxThreads(out var max, out var completionMax);
        if (ThreadPool.SetMinThreads(count, completionMin) && ThreadPool.SetMaxThreads(count, completionMax))
        {
            // A smaller minimum is only where the pool may go; the maximum makes it go there.
            ThreadPool.SetMaxThreads(max, completionMax);
        }
    }
}
