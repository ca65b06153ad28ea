using System.Buffers;
using System.Text.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.ExternalApi.Json;

/// <summary>Bodies of events and subscriptions, and how they are merged (external-api.md 5).</summary>
internal static class JsonBody
{
    /// <summary>Whether an object (or list) that has been checked has nothing in it.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> json) => json[1..^1].IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>The body of a subscription.</summary>
    /// <param name="json">An object that has been checked.</param>
    /// <returns>null: it is empty.</returns>
    public static SubscriptionBody? Parse(ReadOnlySpan<byte> json)
    {
        if (IsEmpty(json))
        {
            return null;
        }

        var members = new Dictionary<byte[], BodyMember>(Utf8Comparer.Instance);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = NameOf(reader.ValueSpan);
            reader.Read();
            reader.Skip();
            members[name] = new BodyMember(name, OneLine(json[start..(int)reader.BytesConsumed]));
        }

        return new SubscriptionBody(OneLine(json), JsonCanonical.Of(json), [.. members.Values]);
    }

    /// <summary>Writes the event's body with what the subscription adds: shallow, the event's value wins.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="body">The event's body; empty: none.</param>
    /// <param name="names">The names in it.</param>
    /// <param name="added">The subscription's body.</param>
    public static void WriteMerged(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body, HashSet<byte[]> names, SubscriptionBody added)
    {
        if (body.IsEmpty)
        {
            output.Raw(added.Text);
            return;
        }

        output.OneLine(body[..^1]);
        foreach (var member in added.Members)
        {
            if (!names.Contains(member.Name))
            {
                output.Raw((byte)',');
                output.Raw(member.Text);
            }
        }

        output.Raw((byte)'}');
    }

    /// <summary>The names of an object's members.</summary>
    public static HashSet<byte[]> Names(ReadOnlySpan<byte> json)
    {
        var names = new HashSet<byte[]>(Utf8Comparer.Instance);
        if (json.IsEmpty)
        {
            return names;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(NameOf(reader.ValueSpan));
            reader.Read();
            reader.Skip();
        }

        return names;
    }

    /// <summary>A name's text; half a surrogate pair in it stays apart from every other name.</summary>
    public static byte[] NameOf(ReadOnlySpan<byte> raw)
    {
        var space = new byte[raw.Length];
        return space[..JsonText.Unescape(raw, space, keepsHalves: true)];
    }

    private static byte[] OneLine(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        output.OneLine(json);
        return output.WrittenSpan.ToArray();
    }
}
