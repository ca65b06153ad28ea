using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.Gateway.Transport.Sockets;

public sealed class SocketConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectionClosed_PeerEndsWhileNobodyReads_IsCancelled()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        Assert.False(closed.IsCompleted);
        pair.SendFin();
        await closed.WaitAsync(Cancel);
        Assert.True((await pair.Read().WaitAsync(Cancel)).IsCompleted);
    }

    [Fact]
    public async Task ConnectionClosed_PeerEndsBehindBytes_IsCancelledWhenTheyAreRead()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        await pair.Send(new byte[100_000]);
        pair.SendFin();
        await pair.Take(100_000);
        await closed.WaitAsync(Cancel);
    }

    [Theory, InlineData(1), InlineData(10_000)]
    public async Task ConnectionClosed_PeerEndsBehindBytesThatNobodyReads_IsCancelledWhenTheyAreRead(int count)
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        await pair.Send(bytes);
        pair.SendFin();
        Assert.Equal(bytes, await pair.Take(count));
        await closed.WaitAsync(Cancel);
        Assert.True((await pair.Read().WaitAsync(Cancel)).IsCompleted);
    }

    [Fact]
    public async Task ConnectionClosed_PeerEndsWhileAReadIsHeld_IsCancelled()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1]);
        var held = await pair.Read();
        var closed = Closed(pair);
        pair.SendFin();
        await closed.WaitAsync(Cancel);
        pair.Input.AdvanceTo(held.Buffer.End);
        Assert.True((await pair.Read().WaitAsync(Cancel)).IsCompleted);
    }

    [Fact]
    public async Task ConnectionClosed_WatchIsStopped_IsCancelledByWhoReads()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        pair.Server.StopWatching();
        var read = pair.Read();
        pair.SendFin();
        Assert.True((await read.WaitAsync(Cancel)).IsCompleted);
        await closed.WaitAsync(Cancel);
    }

    [Fact]
    public async Task ConnectionClosed_PeerResetsWhileNobodyReads_IsCancelled()
    {
        await using var pair = await SocketPair.Open();
        await pair.Send([1]);
        Assert.Equal([1], await pair.Take(1));
        var closed = Closed(pair);
        pair.Reset();
        await closed.WaitAsync(Cancel);
        await Assert.ThrowsAsync<ConnectionResetException>(() => pair.Read());
    }

    [Fact]
    public async Task ConnectionClosed_ReadAfterABytelessWatch_StillGetsWhatComes()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        for (byte value = 0; value < 10; value++)
        {
            await pair.Send([value]);
            Assert.Equal([value], await pair.Take(1));
        }

        Assert.False(closed.IsCompleted);
    }

    [Fact]
    public async Task Abort_ReadWaits_FailsItAndResetsThePeer()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        var read = pair.Read();
        var reason = new ConnectionAbortedException("test");
        pair.Server.Abort(reason);
        Assert.Same(reason, await Assert.ThrowsAsync<ConnectionAbortedException>(() => read.WaitAsync(Cancel)));
        await closed.WaitAsync(Cancel);
        var exception = await Assert.ThrowsAsync<SocketException>(() => pair.Receive());
        Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
        pair.Server.Abort(new ConnectionAbortedException("again"));
    }

    [Fact]
    public async Task Abort_WithoutAReason_EndsInOrder()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        var read = pair.Read();
        pair.Server.Abort(null!);
        Assert.Empty(await pair.Receive());
        await closed.WaitAsync(Cancel);
        await Assert.ThrowsAsync<ConnectionAbortedException>(() => read.WaitAsync(Cancel));
        await pair.Server.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_Open_EndsInOrder()
    {
        await using var pair = await SocketPair.Open();
        var closed = Closed(pair);
        await pair.Server.DisposeAsync();
        Assert.Empty(await pair.Receive());
        await closed.WaitAsync(Cancel);
        Assert.True(pair.Server.ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task Features_OwnAndOthers_AreFoundAndReplaced()
    {
        await using var pair = await SocketPair.Open();
        var features = pair.Server.Features;
        Assert.Same(pair.Server.Socket, features.Get<IConnectionSocketFeature>()!.Socket);
        Assert.Same(pair.Server.Transport, features.Get<IConnectionTransportFeature>()!.Transport);
        Assert.Equal(pair.Client.LocalEndPoint, features.Get<IConnectionEndPointFeature>()!.RemoteEndPoint);
        Assert.Equal(pair.Client.RemoteEndPoint, features.Get<IConnectionEndPointFeature>()!.LocalEndPoint);
        Assert.NotNull(features.Get<IMemoryPoolFeature>()!.MemoryPool);
        Assert.NotEmpty(features.Get<IConnectionIdFeature>()!.ConnectionId);
        features.Get<IConnectionItemsFeature>()!.Items["a"] = 1;
        Assert.Equal(1, pair.Server.Items["a"]);

        Assert.Null(features.Get<ListenerFeature>());
        for (var key = 0; key < 10; key++)
        {
            features[Type.MakeGenericMethodParameter(key)] = key;
        }

        features.Set(new ListenerFeature("x"));
        features.Set(new ListenerFeature("y"));
        Assert.Equal("y", features.Get<ListenerFeature>()!.Key);
        features.Set<IMemoryPoolFeature>(null);
        Assert.Null(features.Get<IMemoryPoolFeature>());
        Assert.Equal(13, features.Revision);
        Assert.Equal(17, features.Count());
    }

    [Fact]
    public async Task AcceptAsync_ClientsThatLeaveBefore_DoNotEndIt()
    {
        var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        bound.Listen();
        await using var listener = new SocketListener(
            bound, new OwnPool(), ArrayPool<byte>.Shared, TimeProvider.System, NullLogger.Instance);
        using (var gone = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await gone.ConnectAsync(listener.EndPoint, Cancel);
            gone.Close(timeout: 0);
        }

        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.EndPoint, Cancel);
        ConnectionContext? connection;
        do
        {
            connection = await listener.AcceptAsync(Cancel);
            Assert.NotNull(connection);
        }
        while (!connection.RemoteEndPoint!.Equals(client.LocalEndPoint));

        Assert.True(((SocketConnection)connection).Socket.NoDelay);
        await connection.DisposeAsync();
        var accepting = listener.AcceptAsync(Cancel).AsTask();
        await listener.UnbindAsync(Cancel);
        Assert.Null(await accepting.WaitAsync(Cancel));
        Assert.Null(await listener.AcceptAsync(Cancel));
    }

    private static Task Closed(SocketPair pair)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pair.Server.ConnectionClosed.Register(closed.SetResult);
        return closed.Task;
    }

    private sealed class OwnPool : MemoryPool<byte>
    {
        public override int MaxBufferSize => Shared.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(minBufferSize);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
