using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>
/// Looking out for the end of input while nobody reads. Nothing is taken: an end behind bytes is found by who reads them.
/// </summary>
internal sealed partial class SocketInput
{
    /// <summary>From here on the end of input is told to the connection although nobody reads. From any thread.</summary>
    public void Watch()
    {
        Interlocked.Or(ref _flags, Watched);
        WatchOn();
    }

    /// <summary>Nobody wants to be told any more.</summary>
    public void Unwatch() => Interlocked.And(ref _flags, ~Watched);

    /// <summary>Looks out for the end, if that is wanted and not done.</summary>
    private void WatchOn()
    {
        while (true)
        {
            var flags = _flags;
            if ((flags & (Watched | Armed)) != Watched || _isEnded || _connection.End is not null)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _flags, flags | Armed, flags) == flags)
            {
                if (!_readiness.TryBegin())
                {
                    OnReady(isElsewhere: true);
                }

                return;
            }
        }
    }

    /// <summary>Looks at what nobody waits for, and tells the connection if it is the end.</summary>
    /// <returns>False: there was nothing after all.</returns>
    private bool TryLook()
    {
        Span<byte> one = stackalloc byte[1];
        var (received, error) = Receive(one, SocketFlags.Peek);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        if (error != SocketError.Success)
        {
            _connection.Break(error);
        }
        else if (received == 0)
        {
            _connection.TellClosed();
        }

        return true;
    }
}
