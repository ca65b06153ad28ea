using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace EventPlatform.Gateway.Transport;

/// <summary>Checks a text message that comes in fragments: an error is told with the fragment that has it (RFC 6455 8.1).</summary>
internal struct Utf8Progress
{
    private int _checked;

    /// <summary>Whether the message so far can be UTF-8. A character may still be incomplete, unless this is the end.</summary>
    /// <param name="message">All of it up to now, from its start.</param>
    /// <param name="isEnd">Whether the message ends here.</param>
    public bool Check(ReadOnlySpan<byte> message, bool isEnd)
    {
        var whole = isEnd ? message.Length : message.Length - IncompleteTail(message[_checked..]);
        if (!Utf8.IsValid(message[_checked..whole]))
        {
            return false;
        }

        _checked = whole;
        return true;
    }

    /// <summary>Bytes at the end that are the beginning of a character which may still become valid; 0 to 3.</summary>
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            var isLead = (bytes[^length] & 0xC0) != 0x80;
            if (isLead)
            {
                return Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
            }
        }

        return 0;
    }
}
