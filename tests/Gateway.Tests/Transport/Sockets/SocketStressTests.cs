using System.Diagnostics;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>Many clients at once that send as they like, stop, reset and end; nothing is lost, and nothing is left of them.</summary>
public sealed class SocketStressTests
{
    private const int ClientCount = 60;
    private const int RoundCount = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(1), InlineData(2)]
    public async Task Connections_RoughClients_AreServedAndLeaveNoSocketAndNoMemory(int seed)
    {
        var buffers = new CheckedPool();
        await using (var server = await EchoServer.Start(buffers))
        {
            var clients = Enumerable.Range(0, ClientCount).Select(client => RunSome(server, (seed * 1_000) + client));
            await Task.WhenAll(clients).WaitAsync(Patience, Cancel);
            Assert.Equal(ClientCount * RoundCount, server.Connections.Count);
            await Until(() => server.Connections.All(connection => connection.Socket.SafeHandle.IsClosed), "A socket is left.");
            await Until(() => buffers.RentedCount == 0, "Memory is left.");
        }

        buffers.AssertSound();
    }

    private static async Task RunSome(EchoServer server, int seed)
    {
        for (var round = 0; round < RoundCount; round++)
        {
            await new RoughClient(server, (seed * RoundCount) + round).Run();
        }
    }

    private static async Task Until(Func<bool> isSo, string otherwise)
    {
        var since = Stopwatch.StartNew();
        while (!isSo())
        {
            Cancel.ThrowIfCancellationRequested();
            Assert.True(since.Elapsed < Patience, otherwise);
            await Task.Yield();
        }
    }
}
