using System.Buffers.Text;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>
/// The inside of JSON strings. Texts are bytes of UTF-8; half a surrogate pair, which JSON allows and UTF-8 does not, stands as the three
/// bytes that its number would have, so that any two strings can be compared.
/// </summary>
internal static class JsonStrings
{
    /// <summary>The text of a string without its quotes. Allocates only when it has escapes.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return raw;
        }

        var space = new byte[raw.Length];
        return space.AsSpan(0, Unescape(raw, space));
    }

    /// <summary>Whether a string without its quotes has this text.</summary>
    public static bool Equal(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> text) =>
        raw.SequenceEqual(text) || (raw.Contains((byte)'\\') && Text(raw).SequenceEqual(text));

    /// <summary>Resolves escapes; the result is never longer. What is no escape of JSON stays as it is.</summary>
    /// <returns>The bytes written.</returns>
    private static int Unescape(ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var written = 0;
        while (raw.IndexOf((byte)'\\') is var plain and >= 0)
        {
            raw[..plain].CopyTo(into[written..]);
            written += plain;
            raw = raw[plain..];
            if (TakeUnit(ref raw, out var unit))
            {
                written += Encode(WithLowHalf(unit, ref raw), into[written..]);
            }
            else
            {
                into[written++] = raw.Length > 1 ? Short(raw[1]) : raw[0];
                raw = raw[Math.Min(2, raw.Length)..];
            }
        }

        raw.CopyTo(into[written..]);
        return written + raw.Length;
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

    /// <summary>Takes <c>\uXXXX</c>.</summary>
    private static bool TakeUnit(ref ReadOnlySpan<byte> raw, out int unit)
    {
        unit = 0;
        if (raw.Length < 6 || raw[1] != (byte)'u' || !Utf8Parser.TryParse(raw.Slice(2, 4), out unit, out var digits, 'x') || digits != 4)
        {
            return false;
        }

        raw = raw[6..];
        return true;
    }

    /// <summary>The code point of two halves; the unit itself when it is no first half or no second one follows.</summary>
    private static int WithLowHalf(int unit, ref ReadOnlySpan<byte> raw)
    {
        var rest = raw;
        if (!char.IsHighSurrogate((char)unit) || rest is not [(byte)'\\', ..]
            || !TakeUnit(ref rest, out var low) || !char.IsLowSurrogate((char)low))
        {
            return unit;
        }

        raw = rest;
        return char.ConvertToUtf32((char)unit, (char)low);
    }

    private static int Encode(int value, Span<byte> into)
    {
        switch (value)
        {
            case < 0x80:
                into[0] = (byte)value;
                return 1;
            case < 0x800:
                into[0] = (byte)(0xC0 | (value >> 6));
                into[1] = Continued(value);
                return 2;
            case < 0x1_0000:
                into[0] = (byte)(0xE0 | (value >> 12));
                into[1] = Continued(value >> 6);
                into[2] = Continued(value);
                return 3;
            default:
                into[0] = (byte)(0xF0 | (value >> 18));
                into[1] = Continued(value >> 12);
                into[2] = Continued(value >> 6);
                into[3] = Continued(value);
                return 4;
        }
    }

    private static byte Continued(int value) => (byte)(0x80 | (value & 0x3F));
}
