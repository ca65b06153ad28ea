namespace Orleans.Runtime;

/// <summary>The life of an activation, in this order.</summary>
internal enum ActivationState : byte
{
    Created,
    Activating,
    Valid,
    Deactivating,
    Ended,
}
