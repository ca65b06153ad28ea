using System.Buffers;

namespace EventPlatform.Gateway.EventFeed.Filters;

/// <summary>Splits what may be JSON into its tokens, without judging it.</summary>
internal ref struct TokenScanner(ReadOnlySpan<byte> message)
{
    /// <summary><see cref="Kind"/> of a string.</summary>
    public const byte String = (byte)'"';

    private static readonly SearchValues<byte> Ends = SearchValues.Create("{}[]:,\" \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _message = message;
    private int _next;

    /// <summary>Where the token starts.</summary>
    public int Start { get; private set; }

    /// <summary>Its first byte: a bracket, brace, colon, comma or quote; anything else is a number or word.</summary>
    public readonly byte Kind => _message[Start];

    /// <summary>The next token.</summary>
    /// <returns>False: there is none, or it is a string without an end.</returns>
    public bool TryRead()
    {
        var space = _message[_next..].IndexOfAnyExcept(" \t\r\n"u8);
        if (space < 0)
        {
            return false;
        }

        Start = _next + space;
        _next = Start + LengthOf(_message[Start..]);
        return _next > Start;
    }

    /// <summary>Whether the token is a string with this text.</summary>
    public readonly bool IsString(ReadOnlySpan<byte> text) => Kind == String && JsonStrings.Equal(_message[(Start + 1)..(_next - 1)], text);

    private static int LengthOf(ReadOnlySpan<byte> token)
    {
        if (token[0] == String)
        {
            return StringLength(token);
        }

        if ("{}[]:,"u8.Contains(token[0]))
        {
            return 1;
        }

        var end = token.IndexOfAny(Ends);
        return end < 0 ? token.Length : end;
    }

    /// <returns>0: it has no end.</returns>
    private static int StringLength(ReadOnlySpan<byte> token)
    {
        var at = 1;
        while (at < token.Length && token[at..].IndexOfAny((byte)'"', (byte)'\\') is var found and >= 0)
        {
            at += found;
            if (token[at] == String)
            {
                return at + 1;
            }

            at += 2;
        }

        return 0;
    }
}
