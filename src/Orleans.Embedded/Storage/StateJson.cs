using System.Text.Json;

namespace Orleans.Embedded;

/// <summary>The stored form of states: compact JSON.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    internal static byte[] Write<T>(T? state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);

    /// <exception cref="JsonException">The bytes are no state of this type.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> json)
        => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A stored {typeof(T)} is null.");
}
