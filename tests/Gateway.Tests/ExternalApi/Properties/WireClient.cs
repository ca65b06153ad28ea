using System.Buffers;
using System.Net;
using System.Text;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>A client of either framing that sends bytes and reads all messages in the background, on pipes.</summary>
internal sealed class WireClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PipeWire _wire;
    private readonly Framing _framing;
    private readonly Action<byte[]>? _received;
    private readonly List<byte[]> _messages = [];
    private readonly Lock _sending = new();
    private TaskCompletionSource? _more;
    private bool _isEnded;

    /// <param name="world">The server.</param>
    /// <param name="framing">WebSocket or lines.</param>
    /// <param name="received">Told each message, in their order.</param>
    /// <param name="segmentBytes">Size of the input's segments.</param>
    public WireClient(ApiWorld world, Framing framing, Action<byte[]>? received = null, int segmentBytes = 4_096)
    {
        _framing = framing;
        _received = received;
        _wire = new PipeWire(segmentBytes: segmentBytes);
        var limits = world.Services.Settings.Limits;
        var bounds = framing == Framing.Line ? ConnectionBounds.Lines(limits) : ConnectionBounds.WebSocket(limits);
        Connection = new MessageConnection(_wire, framing, bounds, world.Wheel);
        var api = new ApiConnection(world.Services, Connection, IPAddress.Loopback);
        Running = Task.Run(async () =>
        {
            await api.Run();
            await Connection.Finish();
        });
        Reading = Task.Run(ReadAll);
    }

    public MessageConnection Connection { get; }

    /// <summary>The code of the server's close frame; null: none came.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>The connection's task; fails when the server's code does.</summary>
    public Task Running { get; }

    /// <summary>Ends when the server has ended its side.</summary>
    public Task Reading { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What has come so far.</summary>
    public IReadOnlyList<byte[]> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>A message as it goes on the wire, whole.</summary>
    public byte[] Framed(ReadOnlySpan<byte> message) => _framing == Framing.Line ? [.. message, (byte)'\n'] : TestPeer.Frame(1, message);

    public void Send(string message) => SendRaw(Framed(Encoding.UTF8.GetBytes(message)));

    /// <summary>Sends bytes at once, the pipe has no bound; what the server does not take any more is lost.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        lock (_sending)
        {
            if (_isEnded || _wire.IsAborted)
            {
                return;
            }

            _wire.ClientOutput.Write(bytes);
            _ = _wire.ClientOutput.FlushAsync(Cancel).AsTask();
        }
    }

    /// <summary>Waits until as many messages have come, or the server has ended.</summary>
    /// <returns>Whether they have.</returns>
    public async Task<bool> WaitFor(Func<IReadOnlyList<byte[]>, bool> isThere)
    {
        while (true)
        {
            Task more;
            lock (_messages)
            {
                if (isThere(_messages))
                {
                    return true;
                }

                more = (_more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (Reading.IsCompleted)
            {
                return isThere(Messages);
            }

            await Task.WhenAny(more, Reading).WaitAsync(Patience, Cancel);
        }
    }

    /// <summary>Logs in and waits for the answer.</summary>
    public async Task Login(string user, string sessionId, string meta = "{}")
    {
        var data = $$"""{"user":"{{user}}","password":"pw","session_id":"{{sessionId}}","meta":{{meta}}}""";
        Send($$"""{"class":"core","subclass":"user","cmd":"login","data":{{data}},"tid":"login"}""");
        Assert.True(await WaitFor(messages => messages.Count >= 2));
        Assert.Equal(
            $$$"""{"result":"ok","data":{"session_id":"{{{sessionId}}}"},"tid":"login"}""", Encoding.UTF8.GetString(Messages[1]));
    }

    /// <summary>Ends the client's side as its framing does.</summary>
    public void End()
    {
        if (_framing == Framing.WebSocket)
        {
            SendRaw(TestPeer.CloseFrame(1000));
            return;
        }

        EndSending();
    }

    /// <summary>Waits until both sides are through.</summary>
    public async Task WaitEnded()
    {
        await Reading.WaitAsync(Patience, Cancel);
        await Running.WaitAsync(Patience, Cancel);
        Assert.Null(Connection.Failure);
    }

    private async Task ReadAll()
    {
        var input = _wire.ClientInput;
        while (true)
        {
            var result = await input.ReadAsync(CancellationToken.None);
            var buffer = result.Buffer;
            while (TryTake(ref buffer, out var message))
            {
                Take(message);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted || result.IsCanceled || CloseCode is not null)
            {
                break;
            }
        }

        // The server has closed; so does the client.
        EndSending();
    }

    private void EndSending()
    {
        lock (_sending)
        {
            _isEnded = true;
            _wire.ClientOutput.Complete();
        }
    }

    /// <param name="message">null: a control frame.</param>
    private bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[]? message)
    {
        message = null;
        if (_framing == Framing.Line)
        {
            if (buffer.PositionOf((byte)'\n') is not { } end)
            {
                return false;
            }

            message = buffer.Slice(0, end).ToArray();
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        if (!TestPeer.TryTakeFrame(buffer, out var frame, out var frameEnd))
        {
            return false;
        }

        buffer = buffer.Slice(frameEnd);
        message = frame!.Opcode == 1 ? frame.Payload : null;
        CloseCode = frame.Opcode == 8 ? frame.Code : CloseCode;
        return true;
    }

    private void Take(byte[]? message)
    {
        if (message is null)
        {
            return;
        }

        _received?.Invoke(message);
        lock (_messages)
        {
            _messages.Add(message);
            _more?.TrySetResult();
            _more = null;
        }
    }
}
