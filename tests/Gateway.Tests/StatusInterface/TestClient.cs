using System.Buffers;
using System.Text;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>A client of the interface, its connection and the task that serves it.</summary>
internal sealed class TestClient(PipeWire wire, MessageConnection connection, Task served)
{
    public MessageConnection Connection { get; } = connection;

    public bool IsReset => wire.IsAborted;

    /// <summary>Ends when the server is done with the connection.</summary>
    public Task Served => served.WaitAsync(Cancel);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task SendBytes(params byte[][] pieces)
    {
        foreach (var piece in pieces)
        {
            await wire.ClientOutput.WriteAsync(piece, Cancel);
        }
    }

    /// <summary>Sends lines, each with LF.</summary>
    public Task Send(params string[] lines) => SendBytes(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    /// <summary>Ends the sending side.</summary>
    public Task End() => wire.ClientOutput.CompleteAsync().AsTask();

    /// <summary>The next line; null when the server has ended.</summary>
    public async Task<string?> ReadLine()
    {
        while (true)
        {
            var result = await wire.ClientInput.ReadAsync(Cancel);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(result.Buffer.Slice(0, end));
                wire.ClientInput.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            wire.ClientInput.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                Assert.True(result.Buffer.IsEmpty, "The server ended amid a line.");
                return null;
            }
        }
    }

    public async Task Expect(params string[] lines)
    {
        foreach (var line in lines)
        {
            Assert.Equal(line, await ReadLine());
        }
    }

    /// <summary>Ends the sending side and takes all that the server still sends: nothing may come after what is due.</summary>
    public async Task<string[]> Finish()
    {
        await End();
        return await ReadToEnd();
    }

    public async Task<string[]> ReadToEnd()
    {
        var lines = new List<string>();
        while (await ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }
}
