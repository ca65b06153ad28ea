using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>Messages that wait to be sent. Full at 10,000 of them or at 16 MiB: what comes then is not taken.</summary>
internal sealed class GelfQueue
{
    public const int MessagesMax = 10_000;
    public const int BytesMax = 16 * 1024 * 1024;

    private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MessagesMax) { SingleReader = true, AllowSynchronousContinuations = false });

    private long _bytes;

    /// <returns>False: it is full, or complete.</returns>
    public bool TryAdd(byte[] message)
    {
        if (Interlocked.Add(ref _bytes, message.Length) <= BytesMax && _messages.Writer.TryWrite(message))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -message.Length);
        return false;
    }

    /// <summary>By one reader.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? message)
    {
        var isTaken = _messages.Reader.TryRead(out message);
        Interlocked.Add(ref _bytes, -message?.Length ?? 0);
        return isTaken;
    }

    /// <returns>False: it is complete and nothing is left in it.</returns>
    public ValueTask<bool> WaitToTake() => _messages.Reader.WaitToReadAsync();

    /// <summary>Takes nothing more.</summary>
    public void Complete() => _messages.Writer.TryComplete();
}
