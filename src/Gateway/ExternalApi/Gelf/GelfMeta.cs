using System.Buffers;
using System.Text.Json;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Gelf;

/// <summary>The field <c>meta</c> of a log entry (external-api.md 4).</summary>
internal static class GelfMeta
{
    // What Graylog lets into names, ^[\w\.\-]*$, of ASCII.
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

    /// <summary>Whether it is an object whose names consist of ASCII letters, digits, <c>_ . -</c>, at least one of them.</summary>
    /// <param name="meta">JSON that has been checked; empty: there is none, which is valid.</param>
    public static bool IsValid(ReadOnlySpan<byte> meta)
    {
        if (meta.IsEmpty)
        {
            return true;
        }

        var reader = new Utf8JsonReader(meta);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsName(reader.ValueIsEscaped ? JsonBody.NameOf(reader.ValueSpan) : reader.ValueSpan))
            {
                return false;
            }

            reader.Read();
            reader.Skip();
        }

        return true;
    }

    /// <summary>
    /// The values that go into a message, by name without the leading underscore. Of equal names the last counts; those that the server
    /// sets are the server's, whether it has a value for them or not; <c>id</c> is <c>id_</c>, as GELF forbids <c>_id</c>.
    /// </summary>
    /// <param name="meta">An object that has been checked; empty: there is none.</param>
    public static Dictionary<byte[], JsonSlice> Fields(ReadOnlySpan<byte> meta)
    {
        var fields = new Dictionary<byte[], JsonSlice>(Utf8Comparer.Instance);
        if (meta.IsEmpty)
        {
            return fields;
        }

        var reader = new Utf8JsonReader(meta);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBody.NameOf(reader.ValueSpan);
            var value = JsonSlice.Take(ref reader);
            if (!IsServers(name))
            {
                fields[name.AsSpan().SequenceEqual("id"u8) ? "id_"u8.ToArray() : name] = value;
            }
        }

        return fields;
    }

    private static bool IsName(ReadOnlySpan<byte> name) => !name.IsEmpty && !name.ContainsAnyExcept(NameBytes);

    private static bool IsServers(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("user"u8) || name.SequenceEqual("session_id"u8) || name.SequenceEqual("service"u8);
}
