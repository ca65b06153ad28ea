using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>What bytes on lines are to the gateway: a message may turn out to be several.</summary>
internal static class LineMessages
{
    private const int MessageBytesMax = 65_536;

    /// <summary>Tells the ledger what is about to be sent with an LF behind it.</summary>
    public static void Note(AnswerLedger ledger, ReadOnlySpan<byte> bytes)
    {
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (line.Length > MessageBytesMax)
            {
                ledger.Sending(new MessageReading(MessageKind.TooLarge));
            }
            else if (line.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                ledger.Sending(MessageReading.Of(line));
            }
        }
    }
}
