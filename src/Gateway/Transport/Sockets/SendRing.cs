using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Sends small pieces to many sockets by one system call: by a call for each they cost a third more and above. Rented by a thread, and
/// given back by <see cref="Dispose"/>, which sends what waits.
/// </summary>
internal sealed unsafe class SendRing : IDisposable
{
    /// <summary>Most bytes of a piece: it is copied, which for more costs what is gained.</summary>
    public const int PieceBytesMax = 4_096;

    /// <summary>Most pieces in one call.</summary>
    internal const int PiecesMax = 64;

    /// <summary>Of all pieces in one call; they lie one behind the other.</summary>
    private const int BytesMax = 65_536;

    /// <summary>As many as threads have sent at the same time.</summary>
    private static readonly ConcurrentBag<SendRing> Idle = [];

    private static volatile bool _isRefused;

    private readonly KernelRing _ring;
    private readonly byte* _bytes;
    private readonly Piece[] _pieces = new Piece[PiecesMax];
    private readonly int[] _sent = new int[PiecesMax];
    private int _count;
    private int _length;

    private SendRing(KernelRing ring)
    {
        _ring = ring;
        _bytes = (byte*)NativeMemory.Alloc(BytesMax);
    }

    /// <summary>Null: the system has none, or not for this process, which is found out once.</summary>
    public static SendRing? TryRent()
    {
        if (_isRefused)
        {
            return null;
        }

        if (Idle.TryTake(out var idle))
        {
            return idle;
        }

        if (KernelRing.TryOpen(PiecesMax) is { } ring)
        {
            return new SendRing(ring);
        }

        _isRefused = true;
        return null;
    }

    /// <summary>Takes a piece, which is sent at the latest when the ring is given back.</summary>
    /// <param name="sender">Hears of it then, on this thread.</param>
    /// <param name="socket">Stays open so long.</param>
    /// <param name="bytes">At most <see cref="PieceBytesMax"/>; they are copied.</param>
    /// <returns>False: the socket is closed.</returns>
    public bool TryAdd(ISender sender, Socket socket, ReadOnlySpan<byte> bytes)
    {
        var isHeld = false;
        var handle = socket.SafeHandle;
        try
        {
            handle.DangerousAddRef(ref isHeld);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        var place = _bytes + _length;
        bytes.CopyTo(new Span<byte>(place, bytes.Length));
        _ring.Prepare(_count, handle.DangerousGetHandle(), place, bytes.Length);
        _pieces[_count++] = new Piece(sender, handle, _length, bytes.Length);
        _length += bytes.Length;
        if (_count == PiecesMax || _length > BytesMax - PieceBytesMax)
        {
            Send();
        }

        return true;
    }

    public void Dispose()
    {
        if (_count > 0)
        {
            Send();
        }

        Idle.Add(this);
    }

    private void Send()
    {
        var count = _count;
        var submitted = _ring.Submit();
        _sent.AsSpan(0, count).Clear();
        for (var left = submitted; left > 0; left--)
        {
            var index = _ring.Take(out var result);

            // Whatever the error, sending the rest in the ordinary way meets it again and tells it.
            _sent[index] = Math.Max(0, result);
        }

        foreach (var piece in _pieces.AsSpan(0, count))
        {
            // All of them, before anybody is told who may close one: closing waits for this.
            piece.Socket.DangerousRelease();
        }

        (_count, _length) = (0, 0);
        for (var index = 0; index < count; index++)
        {
            var piece = _pieces[index];
            _pieces[index] = default;
            piece.Sender.Sent(new Span<byte>(_bytes + piece.Start, piece.Length)[_sent[index]..]);
        }
    }

    private readonly record struct Piece(ISender Sender, SafeSocketHandle Socket, int Start, int Length);
}
