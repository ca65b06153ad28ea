using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// The queue of an activation and the scheduler of everything it awaits: one item at a time, in the order they came.
/// Work items run inside a task of this scheduler, so that what they await comes back here.
/// </summary>
internal sealed class ActivationScheduler(Activation owner) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>How many items run before other activations get the worker.</summary>
    private const int ItemsPerRun = 64;

    private static readonly Action<object?> RunItem = static state => ((ActivationScheduler)state!).RunCurrentItem();

    private readonly Inbox _inbox = new();
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
            lock (_inbox)
            {
                if (!_inbox.Items.TryDequeue(out item))
                {
                    _inbox.IsScheduled = false;
                    return;
                }
            }

            Run(item);
        }

        owner.Engine.Scheduler.Schedule(this);
    }

    /// <summary>Adds a work item or a task of this scheduler.</summary>
    internal void Enqueue(object item)
    {
        lock (_inbox)
        {
            _inbox.Items.Enqueue(item);
            if (_inbox.IsScheduled)
            {
                return;
            }

            _inbox.IsScheduled = true;
        }

        owner.Engine.Scheduler.Schedule(this);
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

    /// <summary>
    /// What came and is still to be run. It is its own lock, known to nobody else: an idle activation has no room for another.
    /// </summary>
    private sealed class Inbox
    {
        public ShortQueue<object> Items;
        public bool IsScheduled;
    }
}
