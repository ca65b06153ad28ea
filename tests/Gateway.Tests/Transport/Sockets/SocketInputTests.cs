using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>The contract of a pipe's reader, kept by a reader that has no pipe.</summary>
public sealed class SocketInputTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_BytesComeWhileItWaits_GivesThem()
    {
        await using var pair = await SocketPair.Open();
        var read = pair.Read();
        Assert.False(read.IsCompleted);
        await pair.Send([1, 2, 3]);
        var result = await read.WaitAsync(Cancel);
        Assert.Equal([1, 2, 3], result.Buffer.ToArray());
        Assert.False(result.IsCompleted || result.IsCanceled);
    }

    [Fact]
    public async Task AdvanceTo_PartConsumedAndNoMoreExamined_GivesTheRestAtOnce()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1, 2, 3]);
        var result = await pair.Input.ReadAsync(Cancel);
        pair.Input.AdvanceTo(result.Buffer.GetPosition(1));
        var rest = pair.Read();
        Assert.True(rest.IsCompleted);
        Assert.Equal([2, 3], (await rest).Buffer.ToArray());
    }

    [Fact]
    public async Task AdvanceTo_AllExamined_WaitsForMoreAndKeepsTheBytes()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1, 2, 3]);
        var result = await pair.Input.ReadAsync(Cancel);
        pair.Input.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.End);
        var read = pair.Read();
        Assert.False(read.IsCompleted);
        await pair.Send([4]);
        Assert.Equal([2, 3, 4], (await read.WaitAsync(Cancel)).Buffer.ToArray());
    }

    [Fact]
    public async Task AdvanceTo_AllConsumed_HoldsNoBufferWhileItWaits()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1]);
        var result = await pair.Input.ReadAsync(Cancel);
        Assert.True(pair.Input.HoldsBuffer);
        pair.Input.AdvanceTo(result.Buffer.End);
        Assert.False(pair.Input.HoldsBuffer);
        var read = pair.Read();
        Assert.False(pair.Input.HoldsBuffer);
        await pair.Send([2]);
        Assert.Equal([2], (await read.WaitAsync(Cancel)).Buffer.ToArray());
    }

    [Fact]
    public async Task AdvanceTo_PositionsThatAreNotInTheRead_Throws()
    {
        await using var pair = await SocketPair.Open();
        Assert.Throws<InvalidOperationException>(() => pair.Input.AdvanceTo(default));
        await pair.Send([1, 2]);
        var buffer = (await pair.Input.ReadAsync(Cancel)).Buffer;
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.Input.AdvanceTo(buffer.End, buffer.Start));
    }

    [Fact]
    public async Task ReadAsync_ReadInProgress_Throws()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1]);
        await pair.Input.ReadAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Read());
    }

    [Fact]
    public async Task ReadAsync_ReadWaits_Throws()
    {
        await using var pair = await SocketPair.Open();
        var read = pair.Read();
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Read());
        await pair.Send([1]);
        Assert.Equal([1], (await read.WaitAsync(Cancel)).Buffer.ToArray());
    }

    [Fact]
    public async Task CancelPendingRead_ReadWaits_EndsItAndTheNextReadGetsWhatComes()
    {
        await using var pair = await SocketPair.Open();
        for (var time = 0; time < 3; time++)
        {
            var read = pair.Read();
            pair.Input.CancelPendingRead();
            var result = await read.WaitAsync(Cancel);
            Assert.True(result.IsCanceled);
            Assert.True(result.Buffer.IsEmpty);
            pair.Input.AdvanceTo(result.Buffer.Start);
        }

        var next = pair.Read();
        Assert.False(next.IsCompleted);
        await pair.Send([1]);
        Assert.False((await next.WaitAsync(Cancel)).IsCanceled);
    }

    [Fact]
    public async Task CancelPendingRead_NoReadWaits_CancelsTheNextOnly()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1, 2]);
        var first = await pair.Input.ReadAsync(Cancel);
        pair.Input.AdvanceTo(first.Buffer.GetPosition(1), first.Buffer.End);
        pair.Input.CancelPendingRead();
        var cancelled = await pair.Input.ReadAsync(Cancel);
        Assert.True(cancelled.IsCanceled);
        Assert.Equal([2], cancelled.Buffer.ToArray());
        pair.Input.AdvanceTo(cancelled.Buffer.Start, cancelled.Buffer.End);
        var read = pair.Read();
        Assert.False(read.IsCompleted);
        await pair.Send([3]);
        Assert.Equal([2, 3], (await read.WaitAsync(Cancel)).Buffer.ToArray());
    }

    [Fact]
    public async Task ReadAsync_TokenIsCancelledWhileItWaits_ThrowsAndTheNextReadWorks()
    {
        await using var pair = await SocketPair.Open();
        using var stop = new CancellationTokenSource();
        var read = pair.ReadUntil(stop.Token);
        await stop.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Cancel));
        Assert.Equal(stop.Token, exception.CancellationToken);
        var next = pair.Read();
        Assert.False(next.IsCompleted);
        await pair.Send([1]);
        Assert.False((await next.WaitAsync(Cancel)).IsCanceled);
    }

    [Fact]
    public async Task Complete_ReadWaits_EndsIt()
    {
        await using var pair = await SocketPair.Open();
        var read = pair.Read();
        pair.Input.Complete();
        Assert.True((await read.WaitAsync(Cancel)).IsCanceled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Read());
    }

    [Fact]
    public async Task Complete_BytesHeld_ReleasesThem()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1]);
        await pair.Input.ReadAsync(Cancel);
        pair.Input.Complete();
        Assert.False(pair.Input.HoldsBuffer);
    }

    [Fact]
    public async Task ReadAsync_FinBehindBytes_GivesTheBytesThenTheEnd()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1, 2]);
        pair.SendFin();
        var result = await pair.Input.ReadAsync(Cancel);
        Assert.Equal([1, 2], result.Buffer.ToArray());
        pair.Input.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.End);
        result = await pair.Read().WaitAsync(Cancel);
        Assert.True(result.IsCompleted);
        Assert.Equal([2], result.Buffer.ToArray());
        pair.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        Assert.True((await pair.Read().WaitAsync(Cancel)).IsCompleted);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task ReadAsync_FinWithoutBytes_IsTheEnd(bool isWaiting)
    {
        await using var pair = await SocketPair.Open();
        var read = isWaiting ? pair.Read() : null;
        pair.SendFin();
        var result = await (read ?? pair.Read()).WaitAsync(Cancel);
        Assert.True(result.IsCompleted);
        Assert.True(result.Buffer.IsEmpty);
        Assert.False(pair.Input.HoldsBuffer);
        Assert.True(pair.Server.ConnectionClosed.IsCancellationRequested);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task ReadAsync_PeerResets_Throws(bool isWaiting)
    {
        await using var pair = await SocketPair.Open();
        var read = isWaiting ? pair.Read() : null;
        pair.Reset();
        await Assert.ThrowsAsync<ConnectionResetException>(() => (read ?? pair.Read()).WaitAsync(Cancel));
        await Assert.ThrowsAsync<ConnectionResetException>(() => pair.Read());
        Assert.True(pair.Server.ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task ReadAsync_MessageOfMegabytes_IsOneSequence()
    {
        await using var pair = await SocketPair.Open();
        var bytes = new byte[3 << 20];
        new Random(1).NextBytes(bytes);
        var sending = pair.Client.SendAsync(bytes, Cancel).AsTask();
        Assert.Equal(bytes, await pair.Take(bytes.Length));
        await sending;
        Assert.False(pair.Input.HoldsBuffer);
    }

    [Fact]
    public async Task ReadAsync_MoreThanOneReadMayGive_ComesInPieces()
    {
        await using var pair = await SocketPair.Open();
        var sending = pair.Client.SendAsync(new byte[1 << 20], Cancel).AsTask();
        pair.WaitForInput();
        for (var read = 0L; read < 1 << 20;)
        {
            var result = await pair.Read().WaitAsync(Cancel);
            Assert.InRange(result.Buffer.Length, 1, 65_536);
            read += result.Buffer.Length;
            pair.Input.AdvanceTo(result.Buffer.End);
        }

        await sending;
    }

    [Fact]
    public async Task TryRead_TakesWhatIsThereAndNeverWaits()
    {
        await using var pair = await SocketPair.Open();
        Assert.False(pair.Input.TryRead(out _));
        Assert.False(pair.Input.HoldsBuffer);
        await pair.Send([1]);
        pair.WaitForInput();
        Assert.True(pair.Input.TryRead(out var result));
        Assert.Equal([1], result.Buffer.ToArray());
        pair.Input.AdvanceTo(result.Buffer.End);
        pair.Input.CancelPendingRead();
        Assert.True(pair.Input.TryRead(out result));
        Assert.True(result.IsCanceled);
    }

    [Fact]
    public async Task ReadAsync_NobodyReads_LeavesTheBytesWithTheSystem()
    {
        await using var pair = await SocketPair.Open();
        pair.Client.Blocking = false;
        var piece = new byte[65_536];
        var sent = 0L;
        while (pair.Client.Poll(TimeSpan.FromSeconds(1), SelectMode.SelectWrite))
        {
            sent += Math.Max(0, pair.Client.Send(piece, default, out _));
        }

        Assert.False(pair.Input.HoldsBuffer);
        pair.SendFin();
        var read = 0L;
        while (true)
        {
            var result = await pair.Read().WaitAsync(Cancel);
            read += result.Buffer.Length;
            pair.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        Assert.Equal(sent, read);
    }
}
