using System.Text;

namespace EventPlatform.Grains;

/// <summary>What names and notes may hold (docs/protocols/status-interface.md, 1), so that the line protocol stays unambiguous.</summary>
internal static class NameRules
{
    internal const int CodePointsMax = 128;
    internal const int NoteBytesMax = 65_536;

    /// <summary>Why the text is no name; null when it is one.</summary>
    internal static string? CheckName(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "must not be empty";
        }

        return CheckText(text, isNote: false) ?? CheckLength(text);
    }

    /// <summary>Why the text is no display name, which no line protocol carries.</summary>
    internal static string? CheckDisplayName(string text)
    {
        return HasForbidden(text, isNote: false) ? "must not hold control characters or lone surrogates" : CheckLength(text);
    }

    /// <summary>Why the text is no note; null when it is one.</summary>
    internal static string? CheckNote(string text)
    {
        // A character has at least one byte; what is longer need not be looked at.
        return text.Length > NoteBytesMax || Encoding.UTF8.GetByteCount(text) > NoteBytesMax
            ? $"must have at most {NoteBytesMax} bytes"
            : CheckText(text, isNote: true);
    }

    private static string? CheckLength(string text)
    {
        return text.EnumerateRunes().Count() > CodePointsMax ? $"must have at most {CodePointsMax} characters" : null;
    }

    private static string? CheckText(string text, bool isNote)
    {
        if (text.Contains("@#", StringComparison.Ordinal) || text.Contains("#masknl#", StringComparison.Ordinal))
        {
            return "must not hold '@#' or '#masknl#'";
        }

        return HasForbidden(text, isNote) ? "must not hold control characters or lone surrogates" : null;
    }

    private static bool HasForbidden(string text, bool isNote)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsControl(character))
            {
                if (!isNote || character is not ('\t' or '\n'))
                {
                    return true;
                }
            }
            else if (char.IsHighSurrogate(character))
            {
                if (++index == text.Length || !char.IsLowSurrogate(text[index]))
                {
                    return true;
                }
            }
            else if (char.IsLowSurrogate(character))
            {
                return true;
            }
        }

        return false;
    }
}
