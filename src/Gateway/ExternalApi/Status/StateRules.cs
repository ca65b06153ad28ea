using System.Text;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Envelopes;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary>
/// What a note and a return time may be (docs/protocols/status-interface.md, 1 and 2), looked at with the syntax: the extension, which
/// decides, is asked only after authorization.
/// </summary>
internal static class StateRules
{
    private const int NoteBytesMax = 65_536;
    private const long NoReturnTime = -1;
    private const long ReturnTimeMin = 1_000;
    private const long ReturnTimeMax = 253_402_300_799_999;

    /// <summary>A text field's note, in which CRLF and CR are newlines.</summary>
    public static string NoteOf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>At most 65,536 bytes without <c>@#</c>, <c>#masknl#</c> and control characters but tab and newline.</summary>
    public static bool IsNote(Envelope envelope, JsonSlice value)
    {
        if (!envelope.TryText(value, out var text))
        {
            return false;
        }

        var note = NoteOf(Encoding.UTF8.GetString(text));
        return Encoding.UTF8.GetByteCount(note) <= NoteBytesMax
            && !note.Contains("@#", StringComparison.Ordinal)
            && !note.Contains("#masknl#", StringComparison.Ordinal)
            && !note.Any(character => char.IsControl(character) && character is not ('\t' or '\n'));
    }

    /// <summary>Unix milliseconds up to the year 9999, or -1; 0 to 999 would read as none in whole seconds.</summary>
    public static bool IsReturnTime(Envelope envelope, JsonSlice value) =>
        FieldSyntax.TryInteger(envelope, value, out var time) && time is NoReturnTime or (>= ReturnTimeMin and <= ReturnTimeMax);
}
