using System.Buffers;
using System.Text.Json;

namespace EventPlatform.Gateway.ExternalApi.Json;

/// <summary>
/// One text for each JSON value: names sorted, of equal ones the last, numbers as digits and exponent, no white space, strings as they are
/// meant. Only for comparing.
/// </summary>
internal static class JsonCanonical
{
    /// <param name="json">A JSON value that has been checked.</param>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var output = new ArrayBufferWriter<byte>(json.Length + 16);
        Value(ref reader, output);
        return output.WrittenSpan.ToArray();
    }

    private static void Value(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader, output);
                break;
            case JsonTokenType.StartArray:
                output.Raw((byte)'[');
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Value(ref reader, output);
                    output.Raw((byte)',');
                }

                output.Raw((byte)']');
                break;
            case JsonTokenType.String:
                output.Text(JsonBody.NameOf(reader.ValueSpan));
                break;
            case JsonTokenType.Number:
                JsonNumber.WriteCanonical(reader.ValueSpan, output);
                break;
            default:
                output.Raw(reader.ValueSpan);
                break;
        }
    }

    private static void Object(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        var members = new Dictionary<byte[], byte[]>(Hub.Subscriptions.Utf8Comparer.Instance);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonBody.NameOf(reader.ValueSpan);
            var value = new ArrayBufferWriter<byte>();
            reader.Read();
            Value(ref reader, value);
            members[name] = value.WrittenSpan.ToArray();
        }

        output.Raw((byte)'{');
        var byName = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
        foreach (var (name, value) in members.OrderBy(member => member.Key, byName))
        {
            output.Text(name);
            output.Raw((byte)':');
            output.Raw(value);
            output.Raw((byte)',');
        }

        output.Raw((byte)'}');
    }
}
