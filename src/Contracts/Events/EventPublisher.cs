using System.Numerics;
using EventPlatform.Contracts.Tracing;

namespace EventPlatform.Contracts.Events;

/// <summary>
/// Appends events to blocks and blocks to the partitions' streams (docs/architecture.md, 2). Events of one publisher to one class keep
/// their order. One per process; gateways confirm from what they read, silos by asking the log.
/// </summary>
public sealed class EventPublisher
{
    /// <summary>Bytes accepted but not come back, past which a gateway stops reading sockets.</summary>
    public const long RoomBytes = 8 * 1024 * 1024;

    private readonly PublisherRoom _room = new(RoomBytes);
    private readonly PartitionPublisher[] _partitions;
    private readonly TimeProvider _time;

    /// <param name="incarnation">A fresh UUID; block numbers count from 1 under it.</param>
    /// <param name="partitions">Number of partitions, 1 to 16.</param>
    /// <param name="send">
    /// Hands a block to a partition's stream; the task ends when the stream has accepted it, and fails when that is unknown.
    /// </param>
    /// <param name="time">Clock for retries.</param>
    public EventPublisher(Guid incarnation, int partitions, Func<int, byte[], Task> send, TimeProvider time)
    {
        Incarnation = incarnation;
        _time = time;
        _partitions = new PartitionPublisher[partitions];
        for (var index = 0; index < partitions; index++)
        {
            var partition = index;
            _partitions[index] = new PartitionPublisher(incarnation, block => send(partition, block), time, _room);
        }
    }

    /// <summary>The name under which this publisher's blocks are numbered.</summary>
    public Guid Incarnation { get; }

    public int Partitions => _partitions.Length;

    /// <summary>False while 8 MiB of own blocks have not come back: read no more from sockets then.</summary>
    public bool HasRoom => _room.HasRoom;

    /// <summary>True while half of that has not come back: who has to ask for it should do so now.</summary>
    public bool IsTight => _room.IsTight;

    /// <summary>Bytes of own blocks, open ones too, that have not come back.</summary>
    public long UnconfirmedBytes => _room.Taken;

    /// <summary>Ends when <see cref="IsTight"/> is true.</summary>
    public Task WhenTight() => _room.WhenTight();

    public Task WaitForRoom(CancellationToken cancellationToken) => _room.WaitForRoom(cancellationToken);

    /// <summary>
    /// Appends an event; its place in the order is fixed on return. The task says whether the stream accepted it in time, and ends at
    /// the latest 5.5 s after the call, however long the stream hangs. False, 4.5 s after the call at the earliest, means unknown: its
    /// block is sent on until it is accepted. It never fails.
    /// </summary>
    /// <exception cref="ArgumentException">The event does not fit into a block.</exception>
    public Task<bool> Append(in EventRecord record) => Append(PartitionOf(record), record, _time.GetTimestamp(), out _);

    /// <summary>As <see cref="Append(in EventRecord)"/>, and takes down what its publisher may want to see come back.</summary>
    public Task<bool> Append(in EventRecord record, UnseenEvents unseen)
    {
        var partition = PartitionOf(record);
        var accepted = Append(partition, record, _time.GetTimestamp(), out var seen);
        unseen.Add(partition, seen);
        return accepted;
    }

    /// <summary>
    /// As <see cref="Append(in EventRecord, UnseenEvents)"/>, for one of many in a row: it is sent by <see cref="SendHeld"/>, so that they
    /// are in one block, or before, as it comes.
    /// </summary>
    /// <param name="record">The event.</param>
    /// <param name="timestamp">The clock's as of the call; it need not be read for each of them.</param>
    /// <param name="unseen">The publisher's.</param>
    public Task<bool> AppendHeld(in EventRecord record, long timestamp, UnseenEvents unseen)
    {
        var partition = PartitionOf(record);
        var accepted = Append(partition, record, timestamp, out var seen, isHeld: true);
        unseen.Add(partition, seen);
        unseen.Hold(partition);
        return accepted;
    }

    /// <summary>Sends what is held, from here and now. Who holds must call it before it waits, and hold no lock then.</summary>
    public void SendHeld(UnseenEvents unseen)
    {
        for (var held = unseen.TakeHeld(); held != 0; held &= held - 1)
        {
            _partitions[BitOperations.TrailingZeroCount(held)].Start();
        }
    }

    /// <summary>As <see cref="Append(in EventRecord)"/>, to every partition.</summary>
    public Task AppendToAll(in EventRecord record)
    {
        var answers = new Task<bool>[_partitions.Length];
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] = _partitions[index].Append(record, _time.GetTimestamp(), out _);
        }

        return Task.WhenAll(answers);
    }

    /// <summary>Ends when this process has read all that was in the log before the call, or was told of a gap in its place.</summary>
    /// <param name="now">Unix milliseconds.</param>
    public Task WhenCaughtUp(long now)
    {
        var seen = new Task[_partitions.Length];
        for (var index = 0; index < seen.Length; index++)
        {
            var barrier = new EventRecord { Kind = EventKind.Barrier, Time = now, Service = "default"u8, Class = "core"u8 };
            _ = _partitions[index].Append(barrier, _time.GetTimestamp(), out seen[index]);
        }

        return Task.WhenAll(seen);
    }

    /// <summary>The log of <paramref name="partition"/> was seen to have this publisher's block <paramref name="number"/>.</summary>
    public void Confirm(int partition, long number) => _partitions[partition].Confirm(number);

    /// <summary>A gap was told for <paramref name="partition"/>: blocks accepted before count as come back.</summary>
    public void ConfirmAll(int partition) => _partitions[partition].ConfirmAll();

    /// <summary>
    /// To be called every half second: sends again what is missing for 2 s, and ends the waiting of those who appended 5 s ago.
    /// </summary>
    public void ResendMissing()
    {
        foreach (var partition in _partitions)
        {
            partition.ResendMissing();
        }
    }

    /// <summary>Number of the oldest block accepted at least <paramref name="age"/> ago and not confirmed; 0 = none.</summary>
    public long OldestUnconfirmed(int partition, TimeSpan age) => _partitions[partition].OldestUnconfirmed(age);

    /// <summary>Number of the newest block accepted at least <paramref name="age"/> ago and not confirmed; 0 = none.</summary>
    public long NewestUnconfirmed(int partition, TimeSpan age) => _partitions[partition].NewestUnconfirmed(age);

    private Task<bool> Append(int partition, in EventRecord record, long timestamp, out Task seen, bool isHeld = false)
    {
        if (PlatformTracing.Recorded is not { } span)
        {
            return _partitions[partition].Append(record, timestamp, out seen, isHeld);
        }

        Span<byte> trace = stackalloc byte[TraceContext.Bytes];
        TraceContext.Write(trace, span.Context);
        return _partitions[partition].Append(record with { Trace = trace }, timestamp, out seen, isHeld);
    }

    private int PartitionOf(in EventRecord record) => EventPartition.Of(record.Service, record.Class, _partitions.Length);
}
