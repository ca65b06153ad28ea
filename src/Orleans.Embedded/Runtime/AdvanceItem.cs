using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>Goes on with the waiting calls.</summary>
internal sealed class AdvanceItem : WorkItem
{
    internal static readonly AdvanceItem Instance = new();

    internal override void Run(Activation activation) => activation.Advance();
}
