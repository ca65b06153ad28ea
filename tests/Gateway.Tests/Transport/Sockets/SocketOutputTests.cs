using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport.Sockets;

public sealed class SocketOutputTests
{
    /// <summary>More than the system takes on loopback.</summary>
    private static readonly byte[] TooMuch = Filled(16 << 20, 1);

    private static readonly byte[] Little = Filled(1_000, 2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FlushAsync_PeerReads_SendsWhatWasWritten()
    {
        await using var pair = await SocketPair.Open();
        pair.Output.Write(Little);
        Assert.Equal(Little.Length, pair.Output.UnflushedBytes);
        var result = await pair.Output.FlushAsync(Cancel);
        Assert.False(result.IsCanceled || result.IsCompleted);
        Assert.Equal(0, pair.Output.UnflushedBytes);
        Assert.Equal(Little, await pair.Receive(Little.Length));
    }

    [Fact]
    public async Task FlushAsync_PeerDoesNotRead_WaitsUntilItDoes()
    {
        await using var pair = await SocketPair.Open();
        var flush = pair.Output.WriteAsync(TooMuch, Cancel).AsTask();
        Assert.False(flush.IsCompleted);
        Assert.Equal(TooMuch, await pair.Receive(TooMuch.Length));
        Assert.False((await flush.WaitAsync(Cancel)).IsCompleted);
    }

    [Fact]
    public async Task CancelPendingFlush_FlushWaits_EndsItAndLosesNothing()
    {
        await using var pair = await SocketPair.Open();
        var flush = pair.Output.WriteAsync(TooMuch, Cancel).AsTask();
        pair.Output.CancelPendingFlush();
        Assert.True((await flush.WaitAsync(Cancel)).IsCanceled);
        var next = pair.Output.WriteAsync(Little, Cancel).AsTask();
        Assert.False(next.IsCompleted);
        pair.Output.CancelPendingFlush();
        Assert.True((await next.WaitAsync(Cancel)).IsCanceled);
        var last = pair.Output.WriteAsync(Little, Cancel).AsTask();
        byte[] all = [.. TooMuch, .. Little, .. Little];
        Assert.Equal(all, await pair.Receive(TooMuch.Length + (2 * Little.Length)));
        Assert.False((await last.WaitAsync(Cancel)).IsCanceled);
    }

    [Fact]
    public async Task CancelPendingFlush_NoFlushWaits_CancelsTheNextOnly()
    {
        await using var pair = await SocketPair.Open();
        pair.Output.CancelPendingFlush();
        Assert.True((await pair.Output.WriteAsync(Little, Cancel)).IsCanceled);
        Assert.False((await pair.Output.WriteAsync(Little, Cancel)).IsCanceled);
        byte[] all = [.. Little, .. Little];
        Assert.Equal(all, await pair.Receive(2 * Little.Length));
    }

    [Fact]
    public async Task FlushAsync_TokenIsCancelledWhileItWaits_ThrowsAndLosesNothing()
    {
        await using var pair = await SocketPair.Open();
        using var stop = new CancellationTokenSource();
        var flush = pair.Output.WriteAsync(TooMuch, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.WaitAsync(Cancel));
        var next = pair.Output.WriteAsync(Little, Cancel).AsTask();
        byte[] all = [.. TooMuch, .. Little];
        Assert.Equal(all, await pair.Receive(TooMuch.Length + Little.Length));
        await next.WaitAsync(Cancel);
    }

    [Fact]
    public async Task FlushAsync_PeerResetsWhileItWaits_IsOver()
    {
        await using var pair = await SocketPair.Open();
        var flush = pair.Output.WriteAsync(TooMuch, Cancel).AsTask();
        pair.Reset();
        Assert.True((await flush.WaitAsync(Cancel)).IsCompleted);
        Assert.True((await pair.Output.WriteAsync(Little, Cancel)).IsCompleted);
        Assert.Equal(0, pair.Output.UnflushedBytes);
        Assert.True(pair.Server.ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task Abort_FlushWaits_EndsIt()
    {
        await using var pair = await SocketPair.Open();
        var flush = pair.Output.WriteAsync(TooMuch, Cancel).AsTask();
        pair.Server.Abort(new ConnectionAbortedException("test"));
        Assert.True((await flush.WaitAsync(Cancel)).IsCompleted);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task DisposeAsync_BytesUnsent_SendsThemThenFin(bool isBlocked)
    {
        await using var pair = await SocketPair.Open();
        if (isBlocked)
        {
            var flush = pair.Output.WriteAsync(TooMuch, Cancel).AsTask();
            pair.Output.CancelPendingFlush();
            await flush.WaitAsync(Cancel);
        }

        pair.Output.Write(Little);
        pair.Output.Complete();
        var disposing = pair.Server.DisposeAsync().AsTask();
        Assert.Equal(isBlocked, !disposing.IsCompleted);
        Assert.Equal(isBlocked ? [.. TooMuch, .. Little] : Little, await pair.Receive());
        await disposing.WaitAsync(Cancel);
    }

    [Fact]
    public async Task DisposeAsync_WriterIsStillAtIt_LeavesItsMemoryToIt()
    {
        await using var pair = await SocketPair.Open();
        var memory = pair.Output.GetMemory(Little.Length);
        pair.Server.Abort(new ConnectionAbortedException("test"));
        await pair.Server.DisposeAsync();
        Little.CopyTo(memory);
        pair.Output.Advance(Little.Length);
        Assert.True((await pair.Output.FlushAsync(Cancel)).IsCompleted);
        Assert.Equal(0, pair.Buffers.RentedCount);
    }

    [Fact]
    public async Task Complete_FlushWaits_SendsAllTheSame()
    {
        await using var pair = await SocketPair.Open();
        var flush = pair.Output.WriteAsync(TooMuch, Cancel).AsTask();
        pair.Output.Write(Little);
        pair.Output.Complete();
        var disposing = pair.Server.DisposeAsync().AsTask();
        byte[] all = [.. TooMuch, .. Little];
        Assert.Equal(all, await pair.Receive());
        await flush.WaitAsync(Cancel);
        await disposing.WaitAsync(Cancel);
        Assert.Equal(0, pair.Buffers.RentedCount);
    }

    [Fact]
    public async Task Send_SystemTakesAll_RentsNothing()
    {
        await using var pair = await SocketPair.Open();
        ((SocketOutput)pair.Output).Send(Little);
        Assert.Equal(0, pair.Buffers.RentedCount);
        Assert.Equal(Little, await pair.Receive(Little.Length));
    }

    [Fact]
    public async Task Complete_WithAnError_DropsWhatIsNotFlushed()
    {
        await using var pair = await SocketPair.Open();
        pair.Output.Write(Little);
        pair.Output.Complete(new IOException("test"));
        await pair.Server.DisposeAsync();
        Assert.Empty(await pair.Receive());
    }

    [Fact]
    public async Task GetMemory_AfterComplete_Throws()
    {
        await using var pair = await SocketPair.Open();
        pair.Output.Complete();
        Assert.Throws<InvalidOperationException>(() => pair.Output.GetMemory());
        Assert.True((await pair.Output.FlushAsync(Cancel)).IsCompleted);
    }

    private static byte[] Filled(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
