using System.Buffers.Text;
using System.Text;

namespace EventPlatform.Gateway.ExternalApi.Json;

/// <summary>The inside of JSON strings whose syntax has been checked.</summary>
internal static class JsonText
{
    private const int HalfBytes = 3;

    /// <summary>Resolves the escapes of a string without its quotes; the result is never longer.</summary>
    /// <param name="raw">The string.</param>
    /// <param name="into">Room for as many bytes.</param>
    /// <param name="keepsHalves">Whether half a surrogate pair is written as the three bytes that no valid UTF-8 holds.</param>
    /// <returns>The bytes written; -1: there is half a surrogate pair, which is no text.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> into, bool keepsHalves = false)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(into[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(into[written..]);
            written += plain;
            raw = raw[plain..];
            if (raw[1] != (byte)'u')
            {
                into[written++] = Short(raw[1]);
                raw = raw[2..];
            }
            else if (TakeRune(ref raw, out var rune))
            {
                written += rune.EncodeToUtf8(into[written..]);
            }
            else if (keepsHalves)
            {
                WriteHalf(rune: Hex(raw), into[written..]);
                written += HalfBytes;
                raw = raw[6..];
            }
            else
            {
                return -1;
            }
        }
    }

    /// <summary>A string's text; null: there is half a surrogate pair. Allocates only when there are escapes.</summary>
    /// <param name="quoted">The string with its quotes.</param>
    /// <param name="text">The text.</param>
    public static bool TryText(ReadOnlySpan<byte> quoted, out ReadOnlySpan<byte> text)
    {
        text = quoted[1..^1];
        if (!text.Contains((byte)'\\'))
        {
            return true;
        }

        var space = new byte[text.Length];
        var length = Unescape(text, space);
        text = length < 0 ? default : space.AsSpan(0, length);
        return length >= 0;
    }

    /// <summary>Whether a number is written with digits and at most a leading minus sign (external-api.md 2).</summary>
    public static bool IsInteger(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;

    /// <summary>Number of characters (code points) of valid UTF-8.</summary>
    public static int CharacterCount(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            count += (value & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    private static byte Short(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };

    private static void WriteHalf(int rune, Span<byte> into)
    {
        into[0] = (byte)(0xE0 | (rune >> 12));
        into[1] = (byte)(0x80 | ((rune >> 6) & 0x3F));
        into[2] = (byte)(0x80 | (rune & 0x3F));
    }

    /// <summary>Takes <c>\uXXXX</c>, or two of them that are a surrogate pair; nothing of half a pair.</summary>
    private static bool TakeRune(ref ReadOnlySpan<byte> raw, out Rune rune)
    {
        var first = (char)Hex(raw);
        if (Rune.TryCreate(first, out rune))
        {
            raw = raw[6..];
            return true;
        }

        if (!raw[6..].StartsWith("\\u"u8) || !Rune.TryCreate(first, (char)Hex(raw[6..]), out rune))
        {
            return false;
        }

        raw = raw[12..];
        return true;
    }

    private static int Hex(ReadOnlySpan<byte> escape)
    {
        // The reader has checked that these are hexadecimal digits.
        return Utf8Parser.TryParse(escape.Slice(2, 4), out int value, out _, 'x') ? value : 0;
    }
}
