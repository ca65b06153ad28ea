using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>A call, delivery or timer tick for a grain: begins in a turn of its activation and is over when its task is.</summary>
internal abstract class Turn(GrainClass targetClass, GrainId targetId) : WorkItem
{
    /// <summary>How often the target may end before the turn has begun: one that always ends must not be tried forever.</summary>
    private const int ReroutesMax = 8;

    private int _reroutes;

    internal GrainClass TargetClass { get; } = targetClass;

    internal GrainId TargetId { get; } = targetId;

    /// <summary>The grain on whose behalf it is; null: from outside of grains.</summary>
    internal virtual Activation? Caller => null;

    /// <summary>May begin while another turn is running.</summary>
    internal virtual bool Interleaves => false;

    /// <summary>Counts as use of the activation.</summary>
    internal virtual bool KeepsAlive => true;

    /// <summary>Says what this is, for people.</summary>
    internal abstract string Description { get; }

    internal override void Run(Activation activation) => activation.Receive(this);

    /// <summary>False: nobody waits for it any more, it is not begun.</summary>
    internal virtual bool TryBegin(Activation activation) => true;

    /// <summary>Runs the grain's code up to its first await.</summary>
    internal abstract Task Invoke(Activation activation);

    /// <summary>The task has ended, in whatever way.</summary>
    internal abstract void Finish(Task task);

    /// <summary>It was not begun and will not be.</summary>
    internal abstract void Reject(Exception reason);

    /// <summary>The activation has ended before this was begun: it goes to the next one.</summary>
    internal virtual void Reroute(Engine engine)
    {
        if (_reroutes++ < ReroutesMax)
        {
            engine.Deliver(this);
        }
        else
        {
            Reject(new OrleansMessageRejectionException($"{Description} did not begin: its target ended {_reroutes} times before."));
        }
    }
}
