using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// An extension that a client offers in <c>Sec-WebSocket-Extensions</c> (RFC 6455 9.1).
/// client: name *( ";" parameter [ "=" ( token | quoted token ) ] ), offers apart by commas, the preferred one first.
/// </summary>
/// <param name="Name">A token, as sent.</param>
/// <param name="Parameters">In the order sent, unchecked; a value without its quotes, null: the parameter has none.</param>
internal sealed record ExtensionOffer(string Name, IReadOnlyList<KeyValuePair<string, string?>> Parameters)
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads all lines of the header, which are one list.</summary>
    /// <returns>The offers in order; none of any line when one is not well-formed.</returns>
    public static IReadOnlyList<ExtensionOffer> Parse(StringValues header)
    {
        var offers = new List<ExtensionOffer>();
        foreach (var line in header)
        {
            var cursor = new Cursor(line);
            while (cursor.SkipTo(','))
            {
                if (ParseOne(ref cursor) is not { } offer)
                {
                    return [];
                }

                offers.Add(offer);
            }
        }

        return offers;
    }

    private static ExtensionOffer? ParseOne(ref Cursor cursor)
    {
        if (cursor.Token() is not { } name)
        {
            return null;
        }

        var parameters = new List<KeyValuePair<string, string?>>();
        while (cursor.TryTake(';'))
        {
            var parameter = cursor.Token();
            var hasValue = cursor.TryTake('=');
            var value = hasValue ? cursor.Value() : null;
            if (parameter is null || (hasValue && value is null))
            {
                return null;
            }

            parameters.Add(new(parameter, value));
        }

        return cursor.IsAtEndOr(',') ? new ExtensionOffer(name, parameters) : null;
    }

    /// <summary>Where the reading is in a line. White space is allowed between all parts.</summary>
    private ref struct Cursor(ReadOnlySpan<char> line)
    {
        private ReadOnlySpan<char> _rest = line;

        /// <summary>Skips separators; a list may have empty elements.</summary>
        /// <returns>False: the line is over.</returns>
        public bool SkipTo(char separator)
        {
            while (TryTake(separator))
            {
            }

            return !_rest.IsEmpty;
        }

        public bool TryTake(char character)
        {
            _rest = _rest.TrimStart(" \t");
            if (_rest.IsEmpty || _rest[0] != character)
            {
                return false;
            }

            _rest = _rest[1..];
            return true;
        }

        public bool IsAtEndOr(char character)
        {
            _rest = _rest.TrimStart(" \t");
            return _rest.IsEmpty || _rest[0] == character;
        }

        /// <returns>null: there is none.</returns>
        public string? Token()
        {
            _rest = _rest.TrimStart(" \t");
            var length = _rest.IndexOfAnyExcept(TokenCharacters);
            var token = length < 0 ? _rest : _rest[..length];
            _rest = _rest[token.Length..];
            return token.IsEmpty ? null : token.ToString();
        }

        /// <summary>A token, or a quoted string that is a token when its quotes and backslashes are gone.</summary>
        /// <returns>null: there is none.</returns>
        public string? Value() => TryTake('"') ? Quoted() : Token();

        private string? Quoted()
        {
            var value = new StringBuilder();
            for (var i = 0; i < _rest.Length; i++)
            {
                if (_rest[i] == '"')
                {
                    _rest = _rest[(i + 1)..];
                    return value.Length > 0 ? value.ToString() : null;
                }

                i += _rest[i] == '\\' ? 1 : 0;
                if (i == _rest.Length || !TokenCharacters.Contains(_rest[i]))
                {
                    return null;
                }

                value.Append(_rest[i]);
            }

            return null;
        }
    }
}
