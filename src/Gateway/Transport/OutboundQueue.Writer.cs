using EventPlatform.Gateway.Transport.Sockets;

namespace EventPlatform.Gateway.Transport;

/// <summary>The writer of the queue. Its fields are its own while it runs; of two one ends before the other begins.</summary>
internal sealed partial class OutboundQueue
{
    /// <summary>Null: nothing can be sent past the output.</summary>
    private readonly SocketOutput? _direct = deflater is null ? output as SocketOutput : null;

    private FrameList _batch;
    private int _next;
    private int _offset;
    private Tally _tally;

    /// <summary>What it begins with; given to it under the lock, before it is started.</summary>
    private FrameRun? _run;
    private long _runFirst;

    /// <summary>Runs the writer among others: until its first flush, or until it has to wait.</summary>
    /// <param name="image">Shared by the writers of this thread, one after the other.</param>
    /// <param name="ring">The same. It may go on with the writer later, on this thread. Null: there is none.</param>
    internal void WriteTurn(RunImage image, SendRing? ring)
    {
        if (ring is null || !TryGive(image, ring))
        {
            _ = Write(image, isShared: true);
        }
    }

    /// <summary>What the writer began with has been sent with others.</summary>
    void ISender.Sent(ReadOnlySpan<byte> rest)
    {
        _direct!.WriteRest(rest);
        _ = Write(null, isShared: true, isFilled: true);
    }

    void IThreadPoolWorkItem.Execute() => _ = Write(null, isShared: false);

    /// <summary>The writer: fills the output and flushes it until there is nothing left.</summary>
    /// <param name="image">For the run that it may begin with; null: it begins with none.</param>
    /// <param name="isShared">Whether others wait for the thread: it is left after the first flush.</param>
    /// <param name="isFilled">Whether there is something to flush already.</param>
    private async Task Write(RunImage? image, bool isShared, bool isFilled = false)
    {
        try
        {
            isFilled = isFilled || (image is not null && SendRun(image));
            while (isFilled || Fill())
            {
                isFilled = false;
                var flush = await output.FlushAsync();
                if (flush.IsCompleted || flush.IsCanceled)
                {
                    Break(null);
                    return;
                }

                var isClose = _tally.IsClose;
                var hasMore = Settle();
                if (isClose)
                {
                    await owner.CloseSent();
                    return;
                }

                if (!hasMore)
                {
                    return;
                }

                if (isShared)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }
            }
        }
        catch (Exception exception)
        {
            // Whatever it was, nothing can be sent any more; what is a bug is logged by the connection's runner.
            Break(MessageInput.IsEndOfConnection(exception) ? null : exception);
        }
    }

    /// <summary>Sends the run that the writer begins with.</summary>
    /// <returns>False: it begins with none.</returns>
    private bool SendRun(RunImage image)
    {
        if (_run is not { } run)
        {
            return false;
        }

        var bytes = _isDropping ? default : image.Of(run, framing, _runFirst);
        BeginRun(run, bytes.Length);
        _direct!.Send(bytes);
        return true;
    }

    /// <summary>Lets the ring send what the writer begins with, if that is short.</summary>
    /// <returns>False: the writer is still to be run.</returns>
    private bool TryGive(RunImage image, SendRing ring)
    {
        if (_isDropping || _direct is not { MaySendNow: true })
        {
            return false;
        }

        return _run is { } run ? TryGiveRun(run, image, ring) : TryGivePing(ring);
    }

    private bool TryGiveRun(FrameRun run, RunImage image, SendRing ring)
    {
        if (run.Cost(_runFirst) > SendRing.PieceBytesMax)
        {
            return false;
        }

        var bytes = image.Of(run, framing, _runFirst);
        if (bytes.Length > SendRing.PieceBytesMax)
        {
            return false;
        }

        BeginRun(run, bytes.Length);
        Give(bytes, ring);
        return true;
    }

    /// <summary>A ping alone: those of many idle connections are due at the same tick.</summary>
    private bool TryGivePing(SendRing ring)
    {
        _tally = default;
        if (!TakeBatch())
        {
            // Stopped meanwhile: there is nothing to write any more, and with that the writer has ended.
            return true;
        }

        if (_batch.Count > 1 || _batch[0].Kind != OutboundKind.Ping)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[FrameWriter.OverheadBytesMax + OutboundFrame.PingBytesMax];
        _tally.Bytes = FrameWriter.WriteWhole(bytes, framing, _batch[0], out _);
        _tally.CountDone(_batch[0]);
        _next++;
        Give(bytes[.._tally.Bytes], ring);
        return true;
    }

    private void Give(ReadOnlySpan<byte> bytes, SendRing ring)
    {
        if (!ring.TryAdd(this, _direct!.Socket, bytes))
        {
            // It is gone, which the flush tells.
            ((ISender)this).Sent(bytes);
        }
    }

    private void BeginRun(FrameRun run, int bytes)
    {
        _run = null;
        _tally = default;
        _tally.CountRun(run, run.Cost(_runFirst), bytes);
    }

    /// <summary>Writes entries until <see cref="FlushBytes"/> are waiting for a flush or the queue is empty.</summary>
    /// <returns>False: there was nothing to write, and the writer has ended.</returns>
    private bool Fill()
    {
        _tally = default;
        while (_tally.Bytes < FlushBytes && !_tally.IsClose && TakeBatch())
        {
            while (_next < _batch.Count && _tally.Bytes < FlushBytes)
            {
                ref readonly var frame = ref _batch[_next];
                if (!_isDropping || _offset > 0 || frame.Kind == OutboundKind.Close)
                {
                    var bytesMax = FlushBytes - _tally.Bytes;
                    _tally.Bytes += deflater is null
                        ? FrameWriter.Write(output, framing, frame, ref _offset, bytesMax)
                        : deflater.Write(output, frame, ref _offset, bytesMax);
                    if (_offset > 0)
                    {
                        break;
                    }

                    _tally.CountWritten(frame);
                }

                _tally.CountDone(frame);
                _next++;
            }
        }

        return _tally.HasDone || _tally.Bytes > 0;
    }

    /// <summary>Makes sure that the batch has an entry to write, if there is any.</summary>
    private bool TakeBatch()
    {
        if (_next < _batch.Count)
        {
            return true;
        }

        _batch.Clear();
        _next = 0;
        lock (_waiters)
        {
            if (_pending.Count == 0 && _newestPong is { } pong)
            {
                _newestPong = null;
                _pongCount++;
                _pending.Add(new OutboundFrame(pong, OutboundFrame.NoNumber, OutboundKind.Pong));
            }

            (_batch, _pending) = (_pending, _batch);

            // With something to flush the writer comes back to look again.
            _isWriting = _batch.Count > 0 || _tally.HasDone || _tally.Bytes > 0;
            return _batch.Count > 0;
        }
    }

    /// <summary>Counts what a flush has sent.</summary>
    /// <returns>False: nothing is left, and the writer has ended.</returns>
    private bool Settle()
    {
        var (messages, isClose, hasRest) = (_tally.Messages, _tally.IsClose, _next < _batch.Count);
        BytesSent += _tally.Bytes;
        MessagesSent += messages;
        if (!hasRest || isClose)
        {
            _batch.Clear();
            _next = 0;
        }

        bool hasMore;
        lock (_waiters)
        {
            _eventBytes -= _tally.EventCost;
            _replyBytes -= _tally.ReplyCost;
            _pongCount -= _tally.Pongs;
            _isPingQueued &= !_tally.HasPing;
            _waiters.CompleteBelow(_replyBytes, _eventBytes);

            // From here on another writer may begin, whose the fields are then.
            hasMore = hasRest || _pending.Count > 0 || _newestPong is not null;
            _isWriting = hasMore;
        }

        owner.Sent(messages);
        return hasMore;
    }

    private void Break(Exception? failure)
    {
        Stop();
        _batch.Clear();
        deflater?.Release();
        owner.Broken(failure);
    }
}
