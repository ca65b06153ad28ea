using System.Globalization;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Tests.Hub;

/// <summary>When doors hand over what they hold, and when what they write to is started.</summary>
public sealed class ApplyLoopTests : IDisposable
{
    private readonly RecordingDoor _door = new();
    private readonly SocketPeer _peer = new();
    private readonly ApplyLoop _loop;

    public ApplyLoopTests()
    {
        var (metrics, store) = (TestMetrics.New(), new ReplicaStore());
        var changes = new ReplicaChanges(store, new PendingSets(Guid.Empty), [_door]);
        var sync = new ReplicaSync(FakeGrains.With(), store, changes, metrics, new ManualTimeProvider(), NullLogger<ReplicaSync>.Instance);
        _loop = new ApplyLoop(store, changes, sync, metrics, [_door]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Apply_SeveralEvents_DoorsHandOverOnceAfterTheLast()
    {
        await _loop.Apply(Block(5), new EventPosition(1, 1, 10), Cancel);
        await _loop.Apply(Block(2), new EventPosition(1, 1, 15), Cancel);
        Assert.Equal([5, 7], _door.HandOvers);
        Assert.Equal(["reached 1:14", "reached 1:16"], _door.Places);
    }

    [Fact]
    public async Task Apply_ADoorFails_WhatIsHeldIsHandedOverAndTheBatchIsClosed()
    {
        _door.WhenTold = () =>
        {
            Assert.True(WriterBatch.IsOpen);
            if (_door.Told.Count == 3)
            {
                throw new InvalidDataException();
            }
        };
        var applying = _loop.Apply(Block(5), new EventPosition(1, 1, 10), Cancel);
        Assert.False(WriterBatch.IsOpen);
        await Assert.ThrowsAsync<InvalidDataException>(() => applying.AsTask());
        Assert.Equal([3], _door.HandOvers);
        Assert.Empty(_door.Places);
    }

    [Fact]
    public async Task Apply_LongBlock_WritersBeginAfter64Events()
    {
        var run = SocketPeer.Run(SocketPeer.Prefix(1, 50));
        var sent = new List<long>();
        _door.WhenTold = () =>
        {
            switch (_door.Told.Count)
            {
                case 1:
                    Assert.True(_peer.Queue.TryEnqueue(run, 1));
                    break;
                case 64:
                    sent.Add(_peer.Queue.BytesSent);
                    break;
                case 65:
                    SpinWait.SpinUntil(() => _peer.Queue.UnsentBytes == 0, TimeSpan.FromSeconds(20));
                    sent.Add(_peer.Queue.BytesSent);
                    break;
            }
        };
        await _loop.Apply(Block(100), new EventPosition(1, 1, 10), Cancel);
        Assert.Equal([0, 53], sent);
        await _peer.ExpectAll(SocketPeer.Wire(Framing.Line, run, 1));
    }

    private static byte[] Block(int count)
    {
        var writer = new EventBlockWriter();
        for (var number = 1; number <= count; number++)
        {
            var type = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
            Assert.True(writer.TryAppend(new EventRecord { Service = "default"u8, Class = "c"u8, Type = type }));
        }

        return writer.Take(Guid.Empty, 1);
    }
}
