using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Something an activation has to do in a turn of its own.</summary>
internal abstract class WorkItem
{
    /// <summary>Runs on the activation's scheduler; never throws.</summary>
    internal abstract void Run(Activation activation);
}
