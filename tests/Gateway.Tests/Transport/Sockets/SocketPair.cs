using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>A connection over loopback, and the socket of its client.</summary>
internal sealed class SocketPair : IAsyncDisposable
{
    private SocketPair(Socket client, Socket server)
    {
        Client = client;
        Server = new SocketConnection(server, MemoryPool<byte>.Shared, Buffers);
    }

    public CheckedPool Buffers { get; } = new();

    public Socket Client { get; }

    public SocketConnection Server { get; }

    public SocketInput Input => (SocketInput)Server.Input;

    public PipeWriter Output => Server.Output;

    public static async Task<SocketPair> Open()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        return new SocketPair(client, await listener.AcceptAsync(TestContext.Current.CancellationToken));
    }

    public async Task Send(byte[] bytes) =>
        Assert.Equal(bytes.Length, await Client.SendAsync(bytes, TestContext.Current.CancellationToken));

    /// <summary>Waits until there is something to read, which nobody else reads.</summary>
    public void WaitForInput() => Assert.True(Server.Socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));

    public void SendFin() => Client.Shutdown(SocketShutdown.Send);

    public void Reset() => Client.Close(timeout: 0);

    /// <summary>A read that the test can look at, without a token.</summary>
    public Task<ReadResult> Read() => ReadUntil(CancellationToken.None);

    public Task<ReadResult> ReadUntil(CancellationToken cancellationToken) => Input.ReadAsync(cancellationToken).AsTask();

    /// <summary>Reads until there are as many bytes, and takes them.</summary>
    public async Task<byte[]> Take(int count)
    {
        var result = await Input.ReadAtLeastAsync(count, TestContext.Current.CancellationToken);
        Assert.True(result.Buffer.Length >= count);
        var bytes = result.Buffer.Slice(0, count);
        var taken = bytes.ToArray();
        Input.AdvanceTo(bytes.End);
        return taken;
    }

    /// <summary>What the client gets, up to the end or a number of bytes.</summary>
    public async Task<byte[]> Receive(int count = int.MaxValue)
    {
        using var all = new MemoryStream();
        var buffer = new byte[65_536];
        while (all.Length < count)
        {
            var received = await Client.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            if (received == 0)
            {
                break;
            }

            all.Write(buffer, 0, received);
        }

        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Buffers.AssertSound();
    }
}
