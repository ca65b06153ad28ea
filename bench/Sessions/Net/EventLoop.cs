using System.Runtime.InteropServices;

namespace EventPlatform.Bench.Sessions.Net;

/// <summary>
/// One thread that reads all sockets and keeps a schedule. Everything runs on it, so nothing is locked; edge-triggered epoll, so a
/// connection costs one registration. What is due wakes it by a timer with nanoseconds: epoll's own milliseconds would show in latencies.
/// </summary>
internal sealed class EventLoop : IDisposable
{
    private const int EventsMax = 256;
    private const int InputBytes = 256 * 1024;

    // struct epoll_event has no gap on x64: 4 bytes of events, then 8 of data; elsewhere the data is aligned.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventBytes = DataOffset + 8;

    private readonly int _poll = Posix.NewPoll();
    private readonly int _timer = Posix.NewTimer();
    private readonly byte[] _events = new byte[EventsMax * EventBytes];
    private readonly byte[] _watch = new byte[EventBytes];

    /// <summary>By descriptor; the number tells apart an earlier socket whose events are still in the batch.</summary>
    private (Connection? Connection, uint Number)[] _watched = new (Connection?, uint)[1024];
    private long _timerDue;

    public EventLoop() => Watch(_timer, null);

    /// <summary>What a connection reads into; its content is gone when the read is over.</summary>
    public byte[] Input { get; } = GC.AllocateUninitializedArray<byte>(InputBytes);

    /// <summary>Where the message that is sent next is written.</summary>
    public MessageBuffer Output { get; } = new();

    public void Dispose()
    {
        _ = Posix.Close(_timer);
        _ = Posix.Close(_poll);
    }

    /// <summary>Serves the connections until the schedule is over.</summary>
    public void Run(ISchedule schedule)
    {
        while (!schedule.IsOver)
        {
            Wait(schedule.NextDue);
            var now = Clock.Now;
            if (schedule.NextDue <= now)
            {
                schedule.Fire(now);
            }
        }
    }

    internal void Watch(int descriptor, Connection? connection)
    {
        if (descriptor >= _watched.Length)
        {
            Array.Resize(ref _watched, Math.Max(descriptor + 1, _watched.Length * 2));
        }

        ref var watched = ref _watched[descriptor];
        watched = (connection, watched.Number + 1);
        BitConverter.TryWriteBytes(_watch, Posix.In | Posix.Out | Posix.ReadHangUp | Posix.EdgeTriggered);
        BitConverter.TryWriteBytes(_watch.AsSpan(DataOffset), ((ulong)watched.Number << 32) | (uint)descriptor);
        Posix.Watch(_poll, descriptor, _watch);
    }

    /// <summary>Before the descriptor is closed, which ends the watching of the system.</summary>
    internal void Unwatch(int descriptor)
    {
        ref var watched = ref _watched[descriptor];
        watched = (null, watched.Number + 1);
    }

    private void Wait(long due)
    {
        var wait = due - Clock.Now;
        if (wait > 0 && due != _timerDue)
        {
            Posix.SetTimer(_timer, wait);
            _timerDue = due;
        }

        var count = Posix.WaitPoll(_poll, _events, EventsMax, mayBlock: wait > 0);
        for (var index = 0; index < count; index++)
        {
            Dispatch(_events.AsSpan(index * EventBytes, EventBytes));
        }
    }

    private void Dispatch(ReadOnlySpan<byte> pollEvent)
    {
        var data = BitConverter.ToUInt64(pollEvent[DataOffset..]);
        var (connection, number) = _watched[(uint)data];
        if (number == (uint)(data >> 32))
        {
            connection?.Ready(BitConverter.ToUInt32(pollEvent));
        }
    }
}
