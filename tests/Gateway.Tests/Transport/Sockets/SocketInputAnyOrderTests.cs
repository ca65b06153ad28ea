using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>Calls of a reader in any order, from two threads, while bytes come in any pieces.</summary>
public sealed class SocketInputAnyOrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Random pieces, positions and cancellations; what is consumed must be what was sent.</summary>
    [Theory, InlineData(1, false), InlineData(2, false), InlineData(3, true), InlineData(4, true), InlineData(5, true)]
    public async Task ReadAsync_AnyOrderOfCalls_LosesNothing(int seed, bool isWatched)
    {
        await using var pair = await SocketPair.Open();
        if (isWatched)
        {
            pair.Input.Watch();
        }

        var bytes = new byte[1 << 20];
        new Random(seed).NextBytes(bytes);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sending = SendPieces(pair, bytes, new Random(seed));
        var cancelling = CancelReads(pair, over.Token);
        Assert.Equal(bytes, await ConsumeAnyhow(pair, new Random(~seed)));
        await over.CancelAsync();
        await sending;
        await cancelling;
    }

    /// <summary>
    /// Both sides read and write until one of them breaks the connection, at any time; nothing waits for ever, or is left.
    /// </summary>
    [Fact]
    public async Task Abort_AtAnyTime_EndsReadsAndFlushes()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            await using var pair = await SocketPair.Open();
            var random = new Random(seed);
            var reading = ReadAll(pair);
            var writing = WriteOn(pair, random.Next(2) == 0 ? 100 : 100_000);
            var sending = SendOn(pair, random.Next(1, 50_000));
            for (var turn = random.Next(200); turn > 0; turn--)
            {
                await Task.Yield();
            }

            if (random.Next(2) == 0)
            {
                pair.Server.Abort(new ConnectionAbortedException("test"));
            }
            else
            {
                pair.Reset();
            }

            await Task.WhenAll(reading, writing, sending).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            await pair.Server.DisposeAsync();
            Assert.Equal((0, true), (pair.Buffers.RentedCount, pair.Server.Socket.SafeHandle.IsClosed));
        }
    }

    private static async Task ReadAll(SocketPair pair)
    {
        try
        {
            while (true)
            {
                var result = await pair.Input.ReadAsync(Cancel);
                pair.Input.AdvanceTo(result.Buffer.GetPosition(result.Buffer.Length / 2), result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It is broken.
        }
    }

    private static async Task WriteOn(SocketPair pair, int length)
    {
        FlushResult result;
        do
        {
            await Task.Yield();
            pair.Output.GetSpan(length)[..length].Fill(1);
            pair.Output.Advance(length);
            result = await pair.Output.FlushAsync(CancellationToken.None);
        }
        while (!result.IsCompleted);
    }

    private static async Task SendOn(SocketPair pair, int length)
    {
        try
        {
            while (true)
            {
                await pair.Client.SendAsync(new byte[length], Cancel);
                await Task.Yield();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is broken.
        }
    }

    private static async Task SendPieces(SocketPair pair, byte[] bytes, Random random)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - sent, random.Next(1, random.Next(2) == 0 ? 100 : 40_000));
            await pair.Client.SendAsync(bytes.AsMemory(sent, length), Cancel);
            sent += length;
            await Task.Yield();
        }

        pair.SendFin();
    }

    private static async Task CancelReads(SocketPair pair, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            pair.Input.CancelPendingRead();
            await Task.Yield();
        }
    }

    private static async Task<byte[]> ConsumeAnyhow(SocketPair pair, Random random)
    {
        using var all = new MemoryStream();
        while (true)
        {
            using var stop = random.Next(8) == 0 ? new CancellationTokenSource(TimeSpan.FromMicroseconds(random.Next(200))) : null;
            try
            {
                var result = await pair.Input.ReadAsync(stop?.Token ?? default).AsTask().WaitAsync(Cancel);
                var length = (int)result.Buffer.Length;
                if (result.IsCompleted && length == 0)
                {
                    return all.ToArray();
                }

                var consumed = result.Buffer.GetPosition(random.Next(4) == 0 ? random.Next(length + 1) : length);
                var taken = result.Buffer.Slice(0, consumed);
                all.Write(taken.ToArray());
                pair.Input.AdvanceTo(consumed, random.Next(2) == 0 ? consumed : result.Buffer.End);
            }
            catch (OperationCanceledException) when (stop is { IsCancellationRequested: true })
            {
                // The read was given up, nothing was taken.
            }
        }
    }
}
