using System.Text.Json;
using Orleans.Storage;

namespace EventPlatform.Silo;

/// <summary>The stored form of states: compact JSON, the same on both engines.</summary>
internal sealed class StateJsonSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span);
}
