using System.Text;

namespace EventPlatform.Fuzz.Net;

/// <summary>Messages as lines over TCP.</summary>
internal sealed class LineWire : IMessageWire
{
    private readonly Peer _peer;
    private readonly FuzzContext _context;
    private readonly Func<byte[], string?> _onMessage;
    private readonly SemaphoreSlim _sending = new(1);

    private LineWire(Peer peer, FuzzContext context, Func<byte[], string?> onMessage)
    {
        _peer = peer;
        _context = context;
        _onMessage = onMessage;
        Reading = ReadAll();
    }

    public bool IsLine => true;

    public Task Reading { get; }

    public int CloseCode => 0;

    public string? Wrong { get; private set; }

    public static async Task<LineWire> Connect(FuzzContext context, int port, string name, Func<byte[], string?> onMessage) =>
        new(await Peer.Connect(context, port, name), context, onMessage);

    /// <summary>With CRLF or LF, sometimes with blank lines around.</summary>
    public Task<bool> Send(byte[] message)
    {
        // A CR at the end of a message would belong to the line's end.
        var isOpen = message.AsSpan().EndsWith("\r"u8);
        var end = _context.Random.Next(6) switch { 0 when !isOpen => "\r\n"u8, 1 => "\n\n \t\r\n"u8, _ => "\n"u8 };
        return SendBytes((byte[])[.. message, .. end]);
    }

    public async Task<bool> SendBytes(ReadOnlyMemory<byte> bytes)
    {
        await _sending.WaitAsync(_context.Cancel);
        try
        {
            return _context.Random.Next(3) == 0 ? await _peer.SendPieces(bytes) : await _peer.Send(bytes);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task End()
    {
        if (_context.Random.Next(4) == 0)
        {
            // An unfinished line is dropped.
            await SendBytes(Encoding.UTF8.GetBytes("{\"class\":\"core\",\"cmd\""));
        }

        EndSending();
    }

    public void EndSending() => _peer.EndSending();

    public void Reset() => _peer.Reset();

    public void Dispose()
    {
        _peer.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAll()
    {
        var line = new MemoryStream();
        var buffer = new byte[16_384];
        int count;
        while ((count = await _peer.Receive(buffer)) > 0)
        {
            var rest = buffer.AsMemory(0, count);
            int end;
            while ((end = rest.Span.IndexOf((byte)'\n')) >= 0)
            {
                line.Write(rest.Span[..end]);
                _context.Counts.Add("messages in");
                Wrong ??= Judge(line.ToArray());
                line.SetLength(0);
                rest = rest[(end + 1)..];
            }

            line.Write(rest.Span);
        }

        Wrong ??= count == 0 && line.Length > 0 ? "the gateway has ended amid a line" : null;
    }
    private string? Judge(byte[] message)
    {
        try
        {
            return _onMessage(message);
        }
        catch (Exception exception)
        {
            // Nobody looks at the reading task: what the judge cannot read is told like what is wrong.
            return $"a message that cannot be read, {exception}: {Encoding.UTF8.GetString(message)}";
        }
    }
}
