using System.Text;
using System.Text.Json;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>Values compared as the protocol keeps them: numbers by their text, strings by what they mean, members in their order.</summary>
public static class JsonTokens
{
    /// <summary>The tokens of a value, one a line. A string with half a surrogate pair stands as it was written.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static string Of(ReadOnlySpan<byte> json)
    {
        var tokens = new StringBuilder();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        while (reader.Read())
        {
            tokens.Append((char)('A' + (int)reader.TokenType)).Append(Text(ref reader)).Append('\n');
        }

        return tokens.ToString();
    }

    public static string Of(string json) => Of(Encoding.UTF8.GetBytes(json));

    /// <summary>What a string or name means; as it was written when it has half a surrogate pair, which means nothing.</summary>
    internal static string Meaning(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return $"\\{Encoding.UTF8.GetString(reader.ValueSpan)}";
        }
    }

    private static string Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        // Line ends within would look like the next token.
        JsonTokenType.String or JsonTokenType.PropertyName => Meaning(ref reader).Replace("\n", "\\n", StringComparison.Ordinal),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => "",
    };
}
