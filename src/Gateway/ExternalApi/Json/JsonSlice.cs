using System.Text.Json;

namespace EventPlatform.Gateway.ExternalApi.Json;

/// <summary>A value within a message, as it was written; a string includes its quotes.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Token">Its first token; <see cref="JsonTokenType.None"/>: it is not there.</param>
internal readonly record struct JsonSlice(int Start, int Length, JsonTokenType Token)
{
    public bool IsGiven => Token != JsonTokenType.None;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> message) => message.Slice(Start, Length);
}
