using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>
/// The newest blocks within a bound of bytes, found by offset. Readers that follow get the very blocks that came; what is older lies in
/// memory that the collector does not look at, and is copied for who reads it.
/// </summary>
internal sealed class BlockRing(int bytesMax)
{
    /// <summary>What a block costs besides its bytes, so that many small ones are bounded too.</summary>
    private const int OverheadBytes = 128;

    /// <summary>Bytes of blocks that are kept as they came: more than come while a reader that follows is on its way.</summary>
    private const int RecentBytesMax = EventBlock.BytesMax;

    private readonly ByteRing _memory = new();
    private HeldBlock[] _blocks = new HeldBlock[64];
    private int _first;
    private long _bytes;

    /// <summary>The newest, kept as they came.</summary>
    private int _recentCount;
    private int _recentBytes;

    internal int Count { get; private set; }

    /// <summary>Of the blocks, and what each costs besides.</summary>
    internal long Bytes => Volatile.Read(ref _bytes);

    internal bool IsOver => _bytes > bytesMax && Count > 1;

    internal ref readonly HeldBlock this[int index] => ref At(index);

    internal void Add(EventBlockHeader header, LogBlock block)
    {
        if (Count == _blocks.Length)
        {
            Grow();
        }

        At(Count) = new HeldBlock(block.FirstOffset, block.GapBefore, header, _memory.Add(block.Bytes), block.Bytes.Length, block);
        Count++;
        _bytes += block.Bytes.Length + OverheadBytes;
        _recentCount++;
        _recentBytes += block.Bytes.Length;
        while (_recentBytes > RecentBytesMax)
        {
            LetGoOldestRecent();
        }
    }

    internal HeldBlock RemoveFirst()
    {
        if (_recentCount == Count)
        {
            LetGoOldestRecent();
        }

        var block = this[0];
        _first = (_first + 1) & (_blocks.Length - 1);
        Count--;
        _bytes -= block.Length + OverheadBytes;
        _memory.Release(block.Position + block.Length);
        return block;
    }

    /// <summary>The block of an index, for a reader.</summary>
    internal LogBlock Read(int index)
    {
        ref readonly var held = ref this[index];
        return held.Recent ?? new LogBlock(held.FirstOffset, held.GapBefore, _memory.Read(held.Position, held.Length));
    }

    /// <summary>Index of the block that holds the event of this offset; the offset must be held.</summary>
    internal int Find(long offset)
    {
        var low = 0;
        var high = Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (this[middle].FirstOffset <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private ref HeldBlock At(int index) => ref _blocks[(_first + index) & (_blocks.Length - 1)];

    private void LetGoOldestRecent()
    {
        ref var held = ref At(Count - _recentCount);
        _recentCount--;
        _recentBytes -= held.Length;
        held = held with { Recent = null };
    }

    private void Grow()
    {
        var blocks = new HeldBlock[_blocks.Length * 2];
        for (var index = 0; index < Count; index++)
        {
            blocks[index] = this[index];
        }

        _blocks = blocks;
        _first = 0;
    }
}
