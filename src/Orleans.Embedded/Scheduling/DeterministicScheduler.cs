namespace Orleans.Embedded;

/// <summary>
/// Runs everything on one thread, in an order that follows from a seed alone: of all activations (and continuations of the scenario) that
/// could go on, a random one does. Time stands still while anything can go on, then jumps to the next timer.
/// </summary>
public sealed class DeterministicScheduler : IEngineScheduler
{
    private static readonly TimeSpan ScenarioTimeMax = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly List<IThreadPoolWorkItem> _runnable = [];
    private readonly Random _random;
    private readonly SimulatedTime _time = new();
    private readonly ScenarioContext _scenario;
    private Thread? _thread;
    private bool _hasStrayed;

    /// <summary>The same seed, the same order.</summary>
    public DeterministicScheduler(int seed)
    {
        _random = new Random(seed);
        _scenario = new ScenarioContext(this);
    }

    public bool IsSingleThreaded => true;

    /// <summary>The clock of the runs; to be registered as the silo's TimeProvider.</summary>
    public TimeProvider Time => _time;

    public void Schedule(IThreadPoolWorkItem item)
    {
        lock (_lock)
        {
            _hasStrayed |= _thread is not null && !ReferenceEquals(_thread, Thread.CurrentThread);
            _runnable.Add(item);
        }
    }

    /// <summary>Runs the scenario, which calls grains from outside, to its end.</summary>
    /// <exception cref="InvalidOperationException">
    /// It waits for something that cannot happen any more, or something went on outside of this scheduler.
    /// </exception>
    public void Run(Func<Task> scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var before = SynchronizationContext.Current;
        try
        {
            _thread = Thread.CurrentThread;
            SynchronizationContext.SetSynchronizationContext(_scenario);
            var end = _time.GetUtcNow() + ScenarioTimeMax;
            var running = scenario();
            while (!running.IsCompleted)
            {
                Step(end);
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            _thread = null;
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Step(DateTimeOffset end)
    {
        if (_hasStrayed)
        {
            throw new InvalidOperationException("Something went on outside of the scheduler: this run does not follow from its seed.");
        }

        if (TakeAny() is { } item)
        {
            // Grains have no context: what they await comes back by their own scheduler.
            SynchronizationContext.SetSynchronizationContext(item is ScenarioItem ? _scenario : null);
            item.Execute();
        }
        else if (_time.GetUtcNow() > end || !_time.FireNext())
        {
            throw new InvalidOperationException($"Nothing goes on, and the scenario still waits after {ScenarioTimeMax} of its own time.");
        }
    }

    private IThreadPoolWorkItem? TakeAny()
    {
        lock (_lock)
        {
            if (_runnable.Count == 0)
            {
                return null;
            }

            var index = _random.Next(_runnable.Count);
            var item = _runnable[index];
            _runnable.RemoveAt(index);
            return item;
        }
    }

    /// <summary>Brings the continuations of the scenario back into the loop.</summary>
    private sealed class ScenarioContext(DeterministicScheduler scheduler) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => scheduler.Schedule(new ScenarioItem(d, state));

        public override void Send(SendOrPostCallback d, object? state) => d(state);
    }

    private sealed class ScenarioItem(SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute() => callback(state);
    }
}
