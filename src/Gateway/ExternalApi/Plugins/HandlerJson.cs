using System.Buffers;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Makes what handlers answer fit for every transport.</summary>
internal static class HandlerJson
{
    private static readonly JsonReaderOptions Strict = new() { CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>The data of an answer on one line; empty for an empty object.</summary>
    /// <exception cref="ArgumentException">It is neither a JSON object nor a list.</exception>
    public static ReadOnlyMemory<byte> Normalize(ReadOnlySpan<byte> json)
    {
        if (!IsObjectOrList(json, out var first))
        {
            throw new ArgumentException("The data of an answer is a JSON object or list.", nameof(json));
        }

        json = json.Trim(" \t\r\n"u8);
        if (first == JsonTokenType.StartObject && JsonBody.IsEmpty(json))
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>(json.Length);
        output.OneLine(json);
        return output.WrittenMemory;
    }

    private static bool IsObjectOrList(ReadOnlySpan<byte> json, out JsonTokenType first)
    {
        first = JsonTokenType.None;
        try
        {
            var reader = new Utf8JsonReader(json, Strict);
            reader.Read();
            first = reader.TokenType;
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return first is JsonTokenType.StartObject or JsonTokenType.StartArray;
    }
}
