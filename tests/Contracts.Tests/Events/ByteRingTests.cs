using EventPlatform.Contracts.Events;

namespace EventPlatform.Contracts.Tests.Events;

/// <summary>Bytes come back as they were added, for as long as they are held, in memory that is used again.</summary>
public sealed class ByteRingTests
{
    private readonly ByteRing _ring = new();

    [Fact]
    public void Read_AnyOrderOfAddingAndReleasing_GivesWhatWasAdded()
    {
        var random = new Random(4);
        var held = new Queue<(long Position, byte[] Bytes)>();
        for (var step = 0; step < 4_000; step++)
        {
            var bytes = new byte[random.Next(step % 100 == 0 ? 3 * ByteRing.PieceBytes : 5_000)];
            random.NextBytes(bytes);
            held.Enqueue((_ring.Add(bytes), bytes));

            // It grows, falls back to a few, and grows again.
            var keep = step / 500 % 2 == 0 ? 400 : 3;
            while (held.Count > keep)
            {
                var (position, gone) = held.Dequeue();
                _ring.Release(position + gone.Length);
            }

            var (at, expected) = held.ElementAt(random.Next(held.Count));
            Assert.Equal(expected, _ring.Read(at, expected.Length));
        }

        Assert.All(held, one => Assert.Equal(one.Bytes, _ring.Read(one.Position, one.Bytes.Length)));
    }

    [Fact]
    public void Add_AsMuchAsWasReleased_TakesNoMoreMemory()
    {
        var piece = new byte[ByteRing.PieceBytes / 4];
        var positions = new Queue<long>();
        for (var step = 0; step < 1_000; step++)
        {
            positions.Enqueue(_ring.Add(piece));
            if (positions.Count > 40)
            {
                _ring.Release(positions.Dequeue() + piece.Length);
            }

            Assert.InRange(_ring.PieceCount, 1, 12);
        }

        _ring.Release(positions.Last() + piece.Length);
        Assert.InRange(_ring.PieceCount, 0, 2);
    }

    [Fact]
    public void Read_WhatIsNotHeld_Throws()
    {
        _ring.Add([1, 2, 3]);
        _ring.Release(2);
        Assert.Equal([3], _ring.Read(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Read(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Read(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ring.Release(4));
    }
}
