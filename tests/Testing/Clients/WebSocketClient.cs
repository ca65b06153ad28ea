using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>A WebSocket client that collects JSON messages in the background.</summary>
public sealed class WebSocketClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly IMessageSink _sink;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Task _reading;

    private WebSocketClient(ClientWebSocket socket, IMessageSink? sink)
    {
        _socket = socket;
        _sink = sink ?? Inbox;
        _reading = ReadAll();
    }

    /// <summary>What came and was not taken yet.</summary>
    public Inbox Inbox { get; } = new();

    /// <summary>The server's close code; 0 while it has not closed, 1006 when the connection broke.</summary>
    public int CloseStatus => (int)(_socket.CloseStatus ?? (_reading.IsCompleted ? (WebSocketCloseStatus)1006 : 0));

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <param name="address">ws or wss.</param>
    /// <param name="configure">Headers, certificates and the like.</param>
    public static Task<WebSocketClient> Connect(Uri address, Action<ClientWebSocketOptions>? configure = null) =>
        Connect(address, configure, sink: null);

    /// <summary>HTTP Basic, sent with the upgrade request.</summary>
    public static Action<ClientWebSocketOptions> Basic(string user, string password) =>
        options => options.SetRequestHeader("Authorization", BasicCredentials.Header(user, password));

    /// <summary>Sends a text frame.</summary>
    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    /// <summary>Sends a frame of any kind.</summary>
    public async Task Send(ReadOnlyMemory<byte> bytes, WebSocketMessageType type)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None).AsTask().WaitAsync(Limits.Default);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Takes the first message that matches, waiting for it.</summary>
    public Task<JsonElement> Expect(Func<JsonElement, bool> predicate, string what = "the message", TimeSpan? limit = null) =>
        Inbox.Take(predicate, what, limit);

    /// <summary>Waits until the server has closed or the connection has broken.</summary>
    /// <returns>As <see cref="CloseStatus"/>.</returns>
    public async Task<int> ExpectClose(TimeSpan? limit = null)
    {
        await _reading.WaitAsync(limit ?? Limits.Default);
        return CloseStatus;
    }

    /// <summary>Closes in order and waits for the server's answer.</summary>
    public async Task Close()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Limits.Default);
        await ExpectClose();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    /// <summary>As the other; messages go to the sink instead of the inbox.</summary>
    public static async Task<WebSocketClient> Connect(Uri address, Action<ClientWebSocketOptions>? configure, IMessageSink? sink)
    {
        var socket = new ClientWebSocket();
        try
        {
            configure?.Invoke(socket.Options);
            await socket.ConnectAsync(address, CancellationToken.None).WaitAsync(Limits.Default);
            return new WebSocketClient(socket, sink);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ReadAll()
    {
        var message = new MemoryStream();
        var buffer = new byte[16_384];
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                message.Write(buffer, 0, result.Count);
                if (result.EndOfMessage)
                {
                    _sink.Add(JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length)));
                    message.SetLength(0);
                }
            }

            _sink.End(new IOException($"Closed by the server: {CloseStatus} {CloseReason}"));
            if (_socket.State == WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception
            is WebSocketException or JsonException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            _sink.End(exception);
        }
    }
}
