using System.Text.Json;

namespace EventPlatform.Gateway.Json;

/// <summary>A value within a message, as it was written; a string includes its quotes.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Token">Its first token; <see cref="JsonTokenType.None"/>: it is not there.</param>
internal readonly record struct JsonSlice(int Start, int Length, JsonTokenType Token)
{
    public bool IsGiven => Token != JsonTokenType.None;

    /// <summary>Takes the value that follows a name.</summary>
    public static JsonSlice Take(ref Utf8JsonReader reader)
    {
        reader.Read();
        return TakeCurrent(ref reader);
    }

    /// <summary>Takes the value that the reader stands at, to its end.</summary>
    public static JsonSlice TakeCurrent(ref Utf8JsonReader reader)
    {
        var (start, token) = ((int)reader.TokenStartIndex, reader.TokenType);
        reader.Skip();
        return new JsonSlice(start, (int)reader.BytesConsumed - start, token);
    }

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> message) => message.Slice(Start, Length);
}
