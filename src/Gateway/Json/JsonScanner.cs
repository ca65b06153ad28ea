using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace EventPlatform.Gateway.Json;

/// <summary>
/// Finds where JSON values end, and whether they are JSON (RFC 8259, strict, up to 64 levels deep), without making anything of them. It
/// takes what <see cref="Utf8JsonReader"/> takes by its defaults, but says what is wrong by a value. UTF-8 is checked elsewhere.
/// </summary>
internal static class JsonScanner
{
    /// <summary>Lists and objects within each other.</summary>
    public const int DepthMax = 64;

    /// <summary>In place of a position: this is no JSON.</summary>
    public const int Invalid = -1;

    /// <summary>Takes a value and the white space around it.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">In: where white space or the value begins. Out: where other than white space follows, or the end.</param>
    /// <param name="depth">Levels around the value.</param>
    /// <param name="value">Where it is; not there: this is no JSON.</param>
    public static bool TryTake(ReadOnlySpan<byte> json, ref int at, int depth, out JsonSlice value)
    {
        var start = SkipSpace(json, at);
        var end = Value(json, start, depth);
        if (end < 0)
        {
            value = default;
            return false;
        }

        value = new JsonSlice(start, end - start, TokenOf(json[start]));
        at = SkipSpace(json, end);
        return true;
    }

    /// <summary>Takes a member's name and the colon.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">In: the name's quote. Out: what follows the colon.</param>
    /// <param name="name">The name with its quotes.</param>
    public static bool TryTakeName(ReadOnlySpan<byte> json, ref int at, out JsonSlice name)
    {
        name = default;
        if (!Is(json, at, (byte)'"') || String(json, at) is var end && end < 0)
        {
            return false;
        }

        name = new JsonSlice(at, end - at, JsonTokenType.PropertyName);
        at = SkipSpace(json, end);
        return Is(json, at++, (byte)':');
    }

    /// <summary>Where the first byte is that is no white space; the end if there is none.</summary>
    public static int SkipSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether there is this byte.</summary>
    public static bool Is(ReadOnlySpan<byte> json, int at, byte value) => (uint)at < (uint)json.Length && json[at] == value;

    private static int Value(ReadOnlySpan<byte> json, int at, int depth)
    {
        if ((uint)at >= (uint)json.Length)
        {
            return Invalid;
        }

        return json[at] switch
        {
            (byte)'"' => String(json, at),
            (byte)'{' => depth < DepthMax ? Object(json, at + 1, depth + 1) : Invalid,
            (byte)'[' => depth < DepthMax ? List(json, at + 1, depth + 1) : Invalid,
            (byte)'t' => Literal(json, at, "true"u8),
            (byte)'f' => Literal(json, at, "false"u8),
            (byte)'n' => Literal(json, at, "null"u8),
            _ => Number(json, at),
        };
    }

    /// <summary>Behind the brace.</summary>
    private static int Object(ReadOnlySpan<byte> json, int at, int depth)
    {
        at = SkipSpace(json, at);
        if (Is(json, at, (byte)'}'))
        {
            return at + 1;
        }

        while (TryTakeName(json, ref at, out _) && TryTake(json, ref at, depth, out _))
        {
            if (Is(json, at, (byte)'}'))
            {
                return at + 1;
            }

            if (!Is(json, at, (byte)','))
            {
                return Invalid;
            }

            at = SkipSpace(json, at + 1);
        }

        return Invalid;
    }

    /// <summary>Behind the bracket.</summary>
    private static int List(ReadOnlySpan<byte> json, int at, int depth)
    {
        at = SkipSpace(json, at);
        if (Is(json, at, (byte)']'))
        {
            return at + 1;
        }

        while (TryTake(json, ref at, depth, out _))
        {
            if (Is(json, at, (byte)']'))
            {
                return at + 1;
            }

            if (!Is(json, at, (byte)','))
            {
                return Invalid;
            }

            at++;
        }

        return Invalid;
    }

    /// <summary>From quote to quote.</summary>
    private static int String(ReadOnlySpan<byte> json, int at)
    {
        at++;
        while (true)
        {
            at = SkipPlain(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return Invalid;
            }

            if (json[at] == (byte)'"')
            {
                return at + 1;
            }

            if (json[at] != (byte)'\\' || Escape(json, at + 1) is var next && next < 0)
            {
                return Invalid;
            }

            at = next;
        }
    }

    /// <summary>Where the next quote, backslash or control character is; the end if there is none.</summary>
    private static int SkipPlain(ReadOnlySpan<byte> json, int at)
    {
        ref var first = ref MemoryMarshal.GetReference(json);
        while (json.Length - at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)at);
            var found = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            if (found != Vector128<byte>.Zero)
            {
                return at + int.TrailingZeroCount((int)found.ExtractMostSignificantBits());
            }

            at += Vector128<byte>.Count;
        }

        while ((uint)at < (uint)json.Length && json[at] is >= (byte)' ' and not (byte)'"' and not (byte)'\\')
        {
            at++;
        }

        return at;
    }

    /// <summary>Behind the backslash.</summary>
    private static int Escape(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
        {
            return Invalid;
        }

        switch (json[at])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 1;
            case (byte)'u' when json.Length - at > 4:
                foreach (var digit in json.Slice(at + 1, 4))
                {
                    if (!char.IsAsciiHexDigit((char)digit))
                    {
                        return Invalid;
                    }
                }

                return at + 5;
            default:
                return Invalid;
        }
    }

    private static int Literal(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> text) =>
        json[at..].StartsWith(text) ? at + text.Length : Invalid;

    /// <summary>number = [ "-" ] int [ "." 1*DIGIT ] [ e [ "-" / "+" ] 1*DIGIT ]; what follows is looked at by who asked.</summary>
    private static int Number(ReadOnlySpan<byte> json, int at)
    {
        at += Is(json, at, (byte)'-') ? 1 : 0;
        var end = Is(json, at, (byte)'0') ? at + 1 : Digits(json, at);
        if (end > 0 && Is(json, end, (byte)'.'))
        {
            end = Digits(json, end + 1);
        }

        if (end > 0 && (Is(json, end, (byte)'e') || Is(json, end, (byte)'E')))
        {
            var sign = Is(json, end + 1, (byte)'-') || Is(json, end + 1, (byte)'+') ? 1 : 0;
            end = Digits(json, end + 1 + sign);
        }

        return end;
    }

    /// <summary>One digit or more.</summary>
    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        var start = at;
        while ((uint)at < (uint)json.Length && json[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at > start ? at : Invalid;
    }

    private static JsonTokenType TokenOf(byte first) => first switch
    {
        (byte)'"' => JsonTokenType.String,
        (byte)'{' => JsonTokenType.StartObject,
        (byte)'[' => JsonTokenType.StartArray,
        (byte)'t' => JsonTokenType.True,
        (byte)'f' => JsonTokenType.False,
        (byte)'n' => JsonTokenType.Null,
        _ => JsonTokenType.Number,
    };
}
