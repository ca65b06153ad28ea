using System.Buffers;
using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>The JSON of one object, which is short.</summary>
internal static class JsonBytes
{
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, LiveApiJson.WriterOptions))
        {
            write(json);
        }

        return bytes.WrittenMemory;
    }
}
