using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// The queue of an activation and the scheduler of everything it awaits: one item at a time, in the order they came.
/// Work items run inside a task of this scheduler, so that what they await comes back here.
/// </summary>
internal sealed class ActivationScheduler(Activation owner, IEngineScheduler engine) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>How many items run before other activations get the worker.</summary>
    private const int ItemsPerRun = 64;

    private static readonly Action<object?> RunItem = static state => ((ActivationScheduler)state!).RunCurrentItem();

    private readonly Lock _lock = new();
    private readonly Queue<object> _items = new();
    private bool _isScheduled;
    private WorkItem? _item;
    private Task? _itemTask;

    public override int MaximumConcurrencyLevel => 1;

    internal Activation Owner => owner;

    public void Execute()
    {
        if (owner.Engine.IsStopped)
        {
            // As after a crash: what was still to be done is not done, so that nothing of it reaches storage.
            return;
        }

        for (var left = ItemsPerRun; left > 0; left--)
        {
            object? item;
            lock (_lock)
            {
                if (!_items.TryDequeue(out item))
                {
                    _isScheduled = false;
                    return;
                }
            }

            Run(item);
        }

        engine.Schedule(this);
    }

    /// <summary>Adds a work item or a task of this scheduler.</summary>
    internal void Enqueue(object item)
    {
        lock (_lock)
        {
            _items.Enqueue(item);
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        engine.Schedule(this);
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    /// <summary>Inline only inside a turn of this activation, or to begin one.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
        => !taskWasPreviouslyQueued && (ReferenceEquals(Current, this) || ReferenceEquals(task, _itemTask)) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Run(object item)
    {
        if (item is Task task)
        {
            TryExecuteTask(task);
            return;
        }

        _item = (WorkItem)item;
        _itemTask = new Task(RunItem, this);
        _itemTask.RunSynchronously(this);
    }

    private void RunCurrentItem()
    {
        var item = _item!;
        _item = null;
        _itemTask = null;
        item.Run(owner);
    }
}
