using EventPlatform.Contracts.Subscriptions;

namespace EventPlatform.Grains.Subscriptions;

/// <summary>The newest blocks within a bound of bytes, found by offset.</summary>
internal sealed class BlockRing(int bytesMax)
{
    /// <summary>What a block costs besides its bytes, so that many small ones are bounded too.</summary>
    private const int OverheadBytes = 128;

    private LogBlock[] _blocks = new LogBlock[64];
    private int _first;
    private long _bytes;

    internal int Count { get; private set; }

    /// <summary>Of the blocks, and what each costs besides.</summary>
    internal long Bytes => Volatile.Read(ref _bytes);

    internal LogBlock this[int index] => _blocks[(_first + index) & (_blocks.Length - 1)];

    internal bool IsOver => _bytes > bytesMax && Count > 1;

    internal void Add(LogBlock block)
    {
        if (Count == _blocks.Length)
        {
            Grow();
        }

        _blocks[(_first + Count) & (_blocks.Length - 1)] = block;
        Count++;
        _bytes += block.Bytes.Length + OverheadBytes;
    }

    internal LogBlock RemoveFirst()
    {
        var block = _blocks[_first];
        _blocks[_first] = null!;
        _first = (_first + 1) & (_blocks.Length - 1);
        Count--;
        _bytes -= block.Bytes.Length + OverheadBytes;
        return block;
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

    private void Grow()
    {
        var blocks = new LogBlock[_blocks.Length * 2];
        for (var index = 0; index < Count; index++)
        {
            blocks[index] = this[index];
        }

        _blocks = blocks;
        _first = 0;
    }
}
