namespace Orleans.Embedded;

/// <summary>One pool item per runnable activation, on the queue of the worker that made it runnable; idle workers steal.</summary>
internal sealed class ThreadPoolScheduler : IEngineScheduler
{
    public bool IsSingleThreaded => false;

    public void Schedule(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: true);
}
