using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Memory that finds out who returns it twice, or writes to what is returned. What is read of it then is not what was sent.
/// </summary>
internal sealed class CheckedPool : ArrayPool<byte>
{
    private const byte Returned = 0xEE;

    private readonly ConcurrentDictionary<byte[], bool> _rented = [];
    private readonly ConcurrentDictionary<int, ConcurrentQueue<byte[]>> _free = [];
    private int _twiceCount;
    private int _spoiledCount;

    public int RentedCount => _rented.Count;

    public override byte[] Rent(int minimumLength)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, minimumLength));
        var array = _free.GetOrAdd(length, _ => []).TryDequeue(out var free) ? Checked(free) : new byte[length];
        _rented[array] = true;
        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        if (!_rented.ContainsKey(array))
        {
            Interlocked.Increment(ref _twiceCount);
            return;
        }

        // Not before: it is somebody's as soon as it is not rented.
        Array.Fill(array, Returned);
        _rented.TryRemove(array, out _);
        _free[array.Length].Enqueue(array);
    }

    public void AssertSound()
    {
        foreach (var free in _free.Values.SelectMany(queue => queue))
        {
            Checked(free);
        }

        Assert.Equal((0, 0), (_twiceCount, _spoiledCount));
    }

    private byte[] Checked(byte[] free)
    {
        if (free.AsSpan().ContainsAnyExcept(Returned))
        {
            Interlocked.Increment(ref _spoiledCount);
        }

        return free;
    }
}
