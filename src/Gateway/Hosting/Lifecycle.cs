namespace EventPlatform.Gateway.Hosting;

/// <summary>The phase of the process, for whoever must know it.</summary>
internal sealed class Lifecycle
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LifecyclePhase _phase = LifecyclePhase.Starting;

    public LifecyclePhase Phase => _phase;

    /// <summary>Clients are served.</summary>
    public bool IsReady => _phase is LifecyclePhase.Ready;

    /// <summary>Ends when the phase is not <see cref="LifecyclePhase.Starting"/> any more.</summary>
    public Task Started => _started.Task;

    public void BecomeReady()
    {
        _phase = LifecyclePhase.Ready;
        _started.TrySetResult();
    }

    public void BeginDraining()
    {
        _phase = LifecyclePhase.Draining;
        _started.TrySetResult();
    }
}
