using System.Buffers;
using System.Net;
using System.Text;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi;

/// <summary>A client that speaks lines, on pipes.</summary>
internal sealed class ApiClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly PipeWire _wire = new();
    private int _lastTid;

    public ApiClient(ApiWorld world)
    {
        Connection = new MessageConnection(_wire, Framing.Line, ConnectionBounds.Lines(world.Services.Settings.Limits), world.Wheel);
        var api = new ApiConnection(world.Services, Connection, IPAddress.Loopback);
        Running = Task.Run(async () =>
        {
            await api.Run();
            await Connection.Finish();
        });
    }

    public MessageConnection Connection { get; }

    /// <summary>The connection's task.</summary>
    public Task Running { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task Send(params string[] lines)
    {
        await _wire.ClientOutput.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), Cancel);
    }

    public Task SendRaw(byte[] bytes) => _wire.ClientOutput.WriteAsync(bytes, Cancel).AsTask();

    /// <summary>Ends the sending side.</summary>
    public Task End() => _wire.ClientOutput.CompleteAsync().AsTask();

    /// <summary>The socket is gone.</summary>
    public Task Reset() => _wire.ClientOutput.CompleteAsync(new IOException("reset by peer")).AsTask();

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> Receive()
    {
        while (true)
        {
            var result = await _wire.ClientInput.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(result.Buffer.Slice(0, end).ToArray());
                _wire.ClientInput.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            _wire.ClientInput.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return null;
            }
        }
    }

    public async Task Expect(params string?[] lines)
    {
        foreach (var line in lines)
        {
            Assert.Equal(line, await Receive());
        }
    }

    /// <summary>Sends a line and gives what comes next.</summary>
    public async Task<string?> Ask(string line)
    {
        await Send(line);
        return await Receive();
    }

    /// <summary>Sends a request with a fresh tid and gives the answer without it.</summary>
    public async Task<string> Request(string subclass, string cmd, string data = "{}", string className = "core")
    {
        var tid = $"r{++_lastTid}";
        var reply = await Ask($$"""{"class":"{{className}}","subclass":"{{subclass}}","cmd":"{{cmd}}","data":{{data}},"tid":"{{tid}}"}""");
        Assert.EndsWith($",\"tid\":\"{tid}\"}}", reply);
        return reply![..^$",\"tid\":\"{tid}\"}}".Length] + "}";
    }

    /// <summary>As <see cref="Request"/>, which must be answered with ok and nothing more.</summary>
    public async Task Ok(string subclass, string cmd, string data) =>
        Assert.Equal("""{"result":"ok"}""", await Request(subclass, cmd, data));

    public async Task<string> Login(string user = "admin", string? sessionId = null, string service = "default")
    {
        var id = sessionId is null ? "" : $",\"session_id\":\"{sessionId}\"";
        var data = $$"""{"user":"{{user}}","password":"pw","service":"{{service}}"{{id}}}""";
        await Send($$"""{"class":"core","subclass":"user","cmd":"login","data":{{data}},"tid":"login"}""");
        await Expect("""{"ack":"login"}""");
        var reply = await Receive();
        Assert.StartsWith("""{"result":"ok","data":{"session_id":""", reply);
        return reply!;
    }

    /// <summary>The server has closed: nothing more comes.</summary>
    public async Task ExpectClose(int code)
    {
        await Expect((string?)null);
        Assert.Equal(code, Connection.CloseStatus);
        await End();
        await Running.WaitAsync(Patience, Cancel);
    }
}
