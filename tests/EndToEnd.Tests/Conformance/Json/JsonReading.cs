using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

/// <summary>
/// A strict parser of its own: the framework's forgets how strings were written, and the product must not be measured with its own ruler.
/// </summary>
internal sealed partial class JsonReading
{
    private static readonly Dictionary<string, PlaceholderKind> Kinds = new(StringComparer.Ordinal)
    {
        ["any"] = PlaceholderKind.Any,
        ["int"] = PlaceholderKind.Int,
        ["text"] = PlaceholderKind.Text,
        ["uuid"] = PlaceholderKind.Uuid,
        ["object"] = PlaceholderKind.Object,
    };

    private readonly string _text;
    private readonly bool _allowsPlaceholders;
    private int _at;

    private JsonReading(string text, bool allowsPlaceholders)
    {
        _text = text;
        _allowsPlaceholders = allowsPlaceholders;
    }

    /// <summary>A value that is all of the text.</summary>
    /// <exception cref="FormatException">It is no JSON; says where.</exception>
    internal static JsonValue Parse(string text) => new JsonReading(text, allowsPlaceholders: false).All();

    /// <summary>The same with placeholders.</summary>
    internal static JsonValue ParseExpectation(string text) => new JsonReading(text, allowsPlaceholders: true).All();

    private JsonValue All()
    {
        var value = Value();
        SkipSpace();
        return _at == _text.Length ? value : throw Wrong("the end");
    }

    private JsonValue Value()
    {
        SkipSpace();
        return Peek() switch
        {
            '{' => Object(),
            '[' => List(),
            '"' => String(),
            '<' when _allowsPlaceholders => Placeholder(),
            'n' or 't' or 'f' => new JsonValue.Literal(Take(LiteralText(), "null, true or false")),
            _ => new JsonValue.Number(Take(NumberText(), "a value")),
        };
    }

    private JsonValue.Object Object()
    {
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        var source = new StringBuilder("{");
        _at++;
        SkipSpace();
        while (Peek() != '}')
        {
            if (members.Count > 0)
            {
                Skip(',');
                source.Append(',');
                SkipSpace();
            }

            var name = String();
            SkipSpace();
            Skip(':');
            var value = Value();
            members.Add(new JsonMember(name.Value, value));
            source.Append(name.Source).Append(':').Append(value.Source);
            SkipSpace();
        }

        _at++;
        return new JsonValue.Object(members.ToImmutable(), source.Append('}').ToString());
    }

    private JsonValue.List List()
    {
        var items = ImmutableArray.CreateBuilder<JsonValue>();
        _at++;
        SkipSpace();
        while (Peek() != ']')
        {
            if (items.Count > 0)
            {
                Skip(',');
            }

            items.Add(Value());
            SkipSpace();
        }

        _at++;
        return new JsonValue.List(items.ToImmutable(), $"[{string.Join(',', items.Select(item => item.Source))}]");
    }

    private JsonValue.Text String()
    {
        var source = Take(StringText(), "a string");
        var value = EscapeText().Replace(source[1..^1], static match => match.Value[1] switch
        {
            'u' => ((char)int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            var itself => itself.ToString(),
        });
        return new JsonValue.Text(value, source);
    }

    private JsonValue.Placeholder Placeholder()
    {
        var source = Take(PlaceholderText(), "a placeholder");
        var inner = source[1..^1];
        if (inner.StartsWith("like ", StringComparison.Ordinal))
        {
            var pattern = ((JsonValue.Text)Parse(inner[5..])).Value;
            return new JsonValue.Placeholder(PlaceholderKind.Like, pattern, source);
        }

        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        if (Kinds.TryGetValue(colon < 0 ? inner : inner[..colon], out var kind))
        {
            return new JsonValue.Placeholder(kind, colon < 0 ? "" : inner[(colon + 1)..], source);
        }

        return colon < 0 ? new JsonValue.Placeholder(PlaceholderKind.Bound, inner, source) : throw Wrong($"a kind before ':' in {source}");
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private void Skip(char expected)
    {
        if (Peek() != expected)
        {
            throw Wrong($"'{expected}'");
        }

        _at++;
    }

    private string Take(Regex token, string what)
    {
        var match = token.Match(_text, _at);
        if (!match.Success)
        {
            throw Wrong(what);
        }

        _at += match.Length;
        return match.Value;
    }

    private FormatException Wrong(string expected) => new($"expected {expected} at column {_at + 1} of {_text}");

    [GeneratedRegex(@"\G(null|true|false)")]
    private static partial Regex LiteralText();

    [GeneratedRegex(@"\G-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")]
    private static partial Regex NumberText();

    [GeneratedRegex(@"\G""([^""\\\x00-\x1F]|\\([""\\/bfnrt]|u[0-9a-fA-F]{4}))*""")]
    private static partial Regex StringText();

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4}|.)")]
    private static partial Regex EscapeText();

    [GeneratedRegex(@"\G<([a-z]+(:[a-z][a-z0-9_]*)?|[a-z][a-z0-9_]*|like ""([^""\\]|\\.)*"")>")]
    private static partial Regex PlaceholderText();
}
