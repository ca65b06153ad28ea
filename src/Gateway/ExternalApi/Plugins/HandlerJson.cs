using System.Buffers;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Json;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>Makes what handlers and hooks give fit for every transport.</summary>
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

    /// <summary>A JSON object on one line; empty for an empty one.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static ReadOnlyMemory<byte> NormalizeObject(ReadOnlySpan<byte> json) =>
        IsObjectOrList(json, out var first) && first == JsonTokenType.StartObject
            ? Normalize(json)
            : throw new ArgumentException("It is a JSON object.", nameof(json));

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
