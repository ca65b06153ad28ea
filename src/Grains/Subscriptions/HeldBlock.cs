using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>A block of a log, whose bytes lie elsewhere.</summary>
/// <param name="FirstOffset">Offset of its first event.</param>
/// <param name="GapBefore">As in <see cref="LogBlock"/>.</param>
/// <param name="Header">As its publisher made it.</param>
/// <param name="Position">Where its bytes lie in the ring's memory.</param>
/// <param name="Length">Number of its bytes.</param>
/// <param name="Recent">The same with its bytes, while it is one of the newest.</param>
internal readonly record struct HeldBlock(
    long FirstOffset, bool GapBefore, EventBlockHeader Header, long Position, int Length, LogBlock? Recent)
{
    /// <summary>Offset of the first event behind it.</summary>
    internal long End => FirstOffset + Header.Count;
}
