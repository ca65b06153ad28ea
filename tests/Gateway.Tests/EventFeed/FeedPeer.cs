using System.Text.Json;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>A client of the feed over an in-memory connection.</summary>
internal sealed class FeedPeer : IDisposable
{
    private readonly TestPeer _peer;

    /// <param name="accept">The endpoint's decision.</param>
    /// <param name="outputBytesMax">Unread bytes at which the server's writing waits.</param>
    public FeedPeer(UpgradeDecision.Accept accept, int outputBytesMax = 1 << 30)
    {
        _peer = new TestPeer(accept.Options, wire: new PipeWire(outputBytesMax));
        Running = accept.Run(_peer.Connection);
    }

    /// <summary>The front end's task.</summary>
    public Task Running { get; }

    public MessageConnection Connection => _peer.Connection;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task Send(string text) => _peer.Send(TestPeer.Text(text));

    public Task SendFrame(int opcode, byte[] payload) => _peer.Send(TestPeer.Frame(opcode, payload));

    /// <summary>The next text message.</summary>
    public async Task<string> Receive()
    {
        var frame = await _peer.Receive().WaitAsync(Cancel);
        Assert.True(frame is { Opcode: 1 }, $"Opcode {frame?.Opcode}, code {frame?.Code}.");
        return frame!.Text;
    }

    /// <summary>The next text message, read.</summary>
    public async Task<JsonElement> ReceiveJson() => JsonElement.Parse(await Receive());

    public static string IdOf(string message) => IdOf(JsonElement.Parse(message));

    public static string IdOf(JsonElement message) => message.GetProperty("eventId").GetString()!;

    /// <summary>The types of the next messages.</summary>
    public async Task<List<string>> ReceiveTypes(int count)
    {
        var types = new List<string>();
        while (types.Count < count)
        {
            types.Add((await ReceiveJson()).GetProperty("type").GetString()!);
        }

        return types;
    }

    /// <summary>Sends a filter message with these elements and takes the answer, which must be a success.</summary>
    public async Task Filter(string filters)
    {
        await Send($$"""{"type":"filter","filters":[{{filters}}]}""");
        Assert.Equal("success", (await ReceiveJson()).GetProperty("type").GetString());
    }

    /// <summary>The close code, after whatever else comes.</summary>
    public async Task<int> ReceiveClose()
    {
        while (await _peer.Receive().WaitAsync(Cancel) is { } frame)
        {
            if (frame.Opcode == 8)
            {
                return frame.Code;
            }
        }

        return 0;
    }

    public void Dispose()
    {
        Connection.Abort();
        _peer.Dispose();
    }
}
