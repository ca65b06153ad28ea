namespace Orleans.Embedded;

/// <summary>Where the turns of activations run: the thread pool, or in tests something that repeats runs from a seed.</summary>
public interface IEngineScheduler
{
    /// <summary>True: everything must run inside <see cref="Schedule"/>, nothing on threads of its own.</summary>
    bool IsSingleThreaded { get; }

    /// <summary>Executes the item soon, once, never on the caller's stack. An item is not scheduled again before it has begun.</summary>
    void Schedule(IThreadPoolWorkItem item);
}
