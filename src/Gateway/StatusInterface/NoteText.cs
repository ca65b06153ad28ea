using System.Text;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Notes in a line: a newline is written <c>#masknl#</c>, both ways (docs/protocols/status-interface.md, 1).</summary>
internal static class NoteText
{
    public const string MaskedNewline = "#masknl#";

    /// <summary>Longest note in bytes, its newlines counted as one byte each.</summary>
    private const int BytesMax = 65_536;

    /// <summary>Reads the last field of a command.</summary>
    /// <param name="field">As it came; valid UTF-8, so without lone surrogates.</param>
    /// <param name="note">The note with real newlines.</param>
    /// <returns>False: it breaks the rules of notes.</returns>
    public static bool TryRead(string field, out string note)
    {
        note = field.Replace(MaskedNewline, "\n", StringComparison.Ordinal);

        // A bare LF cannot be in a line, so every newline here was masked.
        return !HasControl(note) && Encoding.UTF8.GetByteCount(note) <= BytesMax;
    }

    private static bool HasControl(string note)
    {
        foreach (var character in note)
        {
            if (char.IsControl(character) && character is not ('\t' or '\n'))
            {
                return true;
            }
        }

        return false;
    }
}
