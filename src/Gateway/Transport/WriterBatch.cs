using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Transport.Sockets;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// Starts the writers of many connections together. While one is open on a thread, writers that this thread starts wait in it, and go to
/// the thread pool as a few items that each run a share of them one after the other: an item for each connection costs more than most of
/// what is written, and a writer that begins while events are still being handed over sends them in more pieces.
/// </summary>
internal sealed class WriterBatch : IDisposable
{
    /// <summary>Writers that are not worth a work item more.</summary>
    private const int ShareMin = 48;

    [ThreadStatic]
    private static WriterBatch? _open;

    private OutboundQueue[] _queues = [];
    private int _count;

    private WriterBatch()
    {
    }

    /// <summary>Whether one is open on this thread.</summary>
    public static bool IsOpen => _open is not null;

    /// <summary>Opens one; the thread that opens it disposes of it, with nothing awaited between.</summary>
    public static WriterBatch Open()
    {
        if (_open is not null)
        {
            throw new InvalidOperationException("A batch of writers is open on this thread.");
        }

        return _open = new WriterBatch();
    }

    /// <summary>Starts a writer, with the open batch or by itself. It never runs on the caller's stack.</summary>
    public static void Start(OutboundQueue queue)
    {
        if (_open is { } open)
        {
            open.Add(queue);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: false);
        }
    }

    /// <summary>Starts those that wait in the batch of this thread, if one is open.</summary>
    public static void FlushOpen() => _open?.Flush();

    /// <summary>Starts those that wait.</summary>
    /// <param name="delivery">Told when they have written; null: nobody asks.</param>
    public void Flush(Delivery? delivery = null)
    {
        if (_count == 0)
        {
            delivery?.Started(0, 0);
            return;
        }

        // The shares have the array from here on.
        var (queues, count) = (_queues, _count);
        (_queues, _count) = ([], 0);
        var shares = Math.Clamp(count / ShareMin, 1, Environment.ProcessorCount);
        delivery?.Started(count, shares);
        for (var share = 0; share < shares; share++)
        {
            var (from, to) = (count * share / shares, count * (share + 1) / shares);
            ThreadPool.UnsafeQueueUserWorkItem(new Share(new(queues, from, to - from), delivery), preferLocal: false);
        }
    }

    public void Dispose()
    {
        _open = null;
        Flush();
    }

    private void Add(OutboundQueue queue)
    {
        if (_count == _queues.Length)
        {
            Array.Resize(ref _queues, Math.Max(ShareMin, 2 * _count));
        }

        _queues[_count++] = queue;
    }

    private sealed class Share(ArraySegment<OutboundQueue> queues, Delivery? delivery) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            using (var image = new RunImage())
            using (var ring = SendRing.TryRent())
            {
                foreach (var queue in queues)
                {
                    queue.WriteTurn(image, ring);
                }
            }

            delivery?.Written();
        }
    }
}
