namespace EventPlatform.Gateway.Hub;

/// <summary>How a block follows the last one of its publisher.</summary>
internal enum BlockOrder
{
    Next,
    Repeat,
    AfterGap,
}
