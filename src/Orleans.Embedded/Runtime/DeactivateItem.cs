using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>Asks an activation, from outside of its turns, to end.</summary>
internal sealed class DeactivateItem(DeactivationReason reason, bool onlyIfIdle) : WorkItem
{
    internal override void Run(Activation activation)
    {
        if (!onlyIfIdle || activation.IsCollectable())
        {
            activation.BeginDeactivation(reason);
        }
    }
}
